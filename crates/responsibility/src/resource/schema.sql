CREATE TABLE resource (
    id TEXT PRIMARY KEY, line TEXT NOT NULL, body TEXT NOT NULL, franchise TEXT, title TEXT NOT NULL,
    service_type TEXT, function TEXT,
    unit TEXT NOT NULL, amount {INT} NOT NULL,
    valid_from TEXT NOT NULL, valid_until TEXT, illustrative {INT} NOT NULL,
    since_version {INT} NOT NULL, until_version {INT}
);
