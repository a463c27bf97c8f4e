-- Areas and postcodes, as each edition of the catalogue has them.
CREATE TABLE area (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    successors TEXT NOT NULL,
    within TEXT NOT NULL,
    PRIMARY KEY (edition, code)
);
CREATE TABLE postcode (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    outward TEXT NOT NULL,
    areas TEXT NOT NULL,
    PRIMARY KEY (edition, outward)
)
