-- Service types and each body's version of them, as each edition of the catalogue has them.
CREATE TABLE service_type (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    lgsl {INT},
    tier TEXT,
    area_kind TEXT NOT NULL,
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    life_events TEXT NOT NULL,
    PRIMARY KEY (edition, id)
);
CREATE TABLE public_service (
    edition {INT} NOT NULL REFERENCES catalogue_edition (number),
    id TEXT NOT NULL,
    service_type TEXT NOT NULL,
    organisation TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT,
    channels TEXT NOT NULL,
    cost TEXT NOT NULL,
    working_days {INT} NOT NULL CHECK (working_days >= 0),
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    illustrative TEXT NOT NULL,
    PRIMARY KEY (edition, id)
)
