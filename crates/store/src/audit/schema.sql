-- Who did what, when, through which door. A command adds a row and reads none; the sequencer numbers it later.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    number {INT},
    at {INT} NOT NULL,
    recorded_at {INT} NOT NULL,
    who TEXT NOT NULL,
    role TEXT NOT NULL,
    body TEXT,
    on_behalf_of TEXT,
    via TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    details TEXT NOT NULL,
    salt {BLOB} NOT NULL,
    leaf {BLOB} NOT NULL
);
-- Two halves, so that whoever looks for what has no number never reads what has one.
CREATE UNIQUE INDEX audit_number ON audit (number) WHERE number IS NOT NULL;
CREATE INDEX audit_unnumbered ON audit (id) WHERE number IS NULL;
-- How far the tree has grown, its right edge (hex), and who may grow it until when.
CREATE TABLE audit_head (
    one {INT} PRIMARY KEY CHECK (one = 1),
    size {INT} NOT NULL,
    edge TEXT NOT NULL,
    holder TEXT NOT NULL,
    lease_until {INT} NOT NULL
);
INSERT INTO audit_head (one, size, edge, holder, lease_until) VALUES (1, 0, '', '', 0);
-- What we have signed.
CREATE TABLE audit_checkpoint (
    size {INT} PRIMARY KEY,
    root {BLOB} NOT NULL,
    signed_at {INT} NOT NULL,
    signature {BLOB} NOT NULL
);
