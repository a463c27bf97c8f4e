-- The days from which on a file says all that its source says, changed or not. Without an import it changed nothing.
CREATE TABLE catalogue_told (
    source TEXT NOT NULL,
    from_day TEXT NOT NULL,
    import TEXT NOT NULL,
    PRIMARY KEY (source, from_day, import)
);
INSERT INTO catalogue_told (source, from_day, import)
    SELECT DISTINCT i.source, c.from_day, i.id FROM catalogue_import i JOIN catalogue_change c ON c.import = i.id
    WHERE i.format IS NOT NULL AND c.resumes IS NULL
