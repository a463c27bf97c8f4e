CREATE TABLE delegation (
    id TEXT PRIMARY KEY, body TEXT NOT NULL, officer TEXT NOT NULL, service_types TEXT NOT NULL,
    instrument TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT,
    since_version {INT} NOT NULL, until_version {INT}
);
