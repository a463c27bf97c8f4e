CREATE TABLE evidence (
    id TEXT PRIMARY KEY, draft TEXT NOT NULL, person TEXT NOT NULL, kind TEXT NOT NULL, media_type TEXT NOT NULL,
    size {INT} NOT NULL, given_at {INT} NOT NULL, about {BLOB} NOT NULL, content {BLOB}
);
CREATE INDEX evidence_draft ON evidence (draft, given_at, id);
CREATE INDEX evidence_person ON evidence (person);
