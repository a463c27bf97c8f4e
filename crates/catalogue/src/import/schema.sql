-- Imports on their way, and what stands. An edition is there for everybody once it has a time.
CREATE TABLE inventory_edition (
    number {INT} NOT NULL PRIMARY KEY CHECK (number > 0),
    import TEXT NOT NULL UNIQUE,
    published_at {INT}
);
-- Each part of what a source says: from a day, as known from one edition to another. Without a document it is no more.
CREATE TABLE inventory_part (
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    since {INT} NOT NULL,
    until {INT},
    id TEXT NOT NULL,
    digest TEXT,
    document TEXT,
    PRIMARY KEY (source, kind, name, from_day, since)
);
CREATE INDEX inventory_part_id ON inventory_part (id, from_day, since);
CREATE TABLE catalogue_import (
    id TEXT NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    format TEXT,
    title TEXT NOT NULL,
    from_day TEXT NOT NULL,
    brought_by TEXT NOT NULL,
    brought_at {INT} NOT NULL,
    over {INT} NOT NULL,
    changes {INT} NOT NULL,
    hash TEXT NOT NULL,
    state TEXT NOT NULL,
    version {INT} NOT NULL
);
CREATE INDEX catalogue_import_brought ON catalogue_import (brought_at, id);
CREATE TABLE catalogue_change (
    import TEXT NOT NULL REFERENCES catalogue_import (id),
    place {INT} NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    id TEXT NOT NULL,
    digest_before TEXT,
    digest TEXT,
    document TEXT,
    PRIMARY KEY (import, place)
);
-- What became of each record of the file, and what is wrong with it.
CREATE TABLE catalogue_record (
    import TEXT NOT NULL REFERENCES catalogue_import (id),
    place {INT} NOT NULL,
    record TEXT NOT NULL,
    kind TEXT,
    verdict TEXT NOT NULL,
    problems TEXT NOT NULL,
    PRIMARY KEY (import, place)
)
