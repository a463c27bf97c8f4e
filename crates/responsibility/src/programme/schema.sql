CREATE TABLE programme (
    id TEXT PRIMARY KEY, title_en TEXT NOT NULL, title_fr TEXT NOT NULL
);
CREATE TABLE programme_gate (
    programme TEXT NOT NULL, id TEXT NOT NULL, before_transfer TEXT NOT NULL,
    what_en TEXT NOT NULL, what_fr TEXT NOT NULL, opened_by TEXT, opened_at {INT},
    PRIMARY KEY (programme, id)
);
CREATE INDEX programme_gate_before ON programme_gate (before_transfer);
