-- Bodies, as each edition of the catalogue has them.
CREATE TABLE organisation (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    sector TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    successors TEXT NOT NULL,
    contact TEXT NOT NULL,
    illustrative TEXT NOT NULL,
    PRIMARY KEY (edition, id)
)
