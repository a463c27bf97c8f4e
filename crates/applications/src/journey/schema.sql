ALTER TABLE journey_edition ADD COLUMN from_day TEXT;
ALTER TABLE journey_edition ADD COLUMN published_by TEXT;
ALTER TABLE journey_edition ADD COLUMN reason TEXT;
CREATE TABLE journey_draft (
    id TEXT PRIMARY KEY, version {INT} NOT NULL, base TEXT NOT NULL, text TEXT NOT NULL, dmn TEXT,
    changed_at {INT} NOT NULL, changed_by TEXT NOT NULL
);
