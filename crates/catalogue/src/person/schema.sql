-- Demonstration staff, as each edition of the catalogue has them.
CREATE TABLE demonstration_person (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (edition, id)
)
