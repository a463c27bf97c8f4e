-- Laws, orders and agreements, as each edition of the catalogue has them.
CREATE TABLE instrument (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    link TEXT,
    illustrative TEXT NOT NULL,
    PRIMARY KEY (edition, id)
)
