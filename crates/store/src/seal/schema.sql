-- One key per person, wrapped with the key file's. Without it, everything sealed with it is noise.
CREATE TABLE person_key (
    person TEXT PRIMARY KEY,
    wrapped {BLOB},
    created_at {INT} NOT NULL,
    shredded_at {INT}
);
