-- Each change of the catalogue is a whole new edition; the last is current.
CREATE TABLE catalogue_edition (
    number {INT} NOT NULL PRIMARY KEY CHECK (number > 0),
    loaded_at {INT} NOT NULL
)
