-- Life events, as each edition of the catalogue has them.
CREATE TABLE life_event (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (edition, id)
)
