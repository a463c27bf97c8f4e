CREATE TABLE concept_edition (edition {INT} PRIMARY KEY, body TEXT NOT NULL, recorded_at {INT} NOT NULL);
