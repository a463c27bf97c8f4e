-- Where each transfer stood, from a moment on.
CREATE TABLE transfer_past (
    transfer TEXT NOT NULL, number {INT} NOT NULL, at {INT} NOT NULL,
    draft TEXT NOT NULL, drafted_by TEXT NOT NULL, state TEXT NOT NULL, remark TEXT,
    PRIMARY KEY (transfer, number)
);
INSERT INTO transfer_past (transfer, number, at, draft, drafted_by, state, remark)
SELECT id, 1, changed_at, draft, drafted_by, state, remark FROM transfer;
