-- Holidays, as each edition of the catalogue has them. One day may be kept at several places under different names.
CREATE TABLE holiday (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    day TEXT NOT NULL,
    areas TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (edition, day, areas)
)
