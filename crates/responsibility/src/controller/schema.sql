CREATE TABLE data_controller (
    id TEXT PRIMARY KEY, service_type TEXT NOT NULL, area TEXT, bodies TEXT NOT NULL,
    instrument TEXT NOT NULL, valid_from TEXT NOT NULL, valid_until TEXT,
    since_version {INT} NOT NULL, until_version {INT}
);
