CREATE TABLE transfer (
    id TEXT PRIMARY KEY, programme TEXT, kind TEXT NOT NULL, day TEXT NOT NULL,
    draft TEXT NOT NULL, drafted_by TEXT NOT NULL, stage TEXT NOT NULL, state TEXT NOT NULL, changed_at {INT} NOT NULL
);
CREATE INDEX transfer_stage ON transfer (stage, day);
CREATE TABLE transfer_proof (
    transfer TEXT NOT NULL, made TEXT NOT NULL, at {INT} NOT NULL, sheet TEXT NOT NULL, hash {BLOB} NOT NULL,
    PRIMARY KEY (transfer, made)
);
CREATE TABLE succession (
    body TEXT NOT NULL, thing TEXT NOT NULL, area TEXT NOT NULL, successor TEXT NOT NULL,
    valid_from TEXT NOT NULL, transfer TEXT NOT NULL, since_version {INT} NOT NULL, until_version {INT},
    pages TEXT NOT NULL,
    PRIMARY KEY (body, thing, area, since_version)
);
ALTER TABLE model_version ADD COLUMN next_vesting TEXT;
