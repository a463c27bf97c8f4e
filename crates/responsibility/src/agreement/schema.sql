CREATE TABLE agreement (
    id TEXT NOT NULL, title TEXT NOT NULL, provider TEXT NOT NULL, client TEXT NOT NULL, service_types TEXT NOT NULL,
    channels TEXT NOT NULL, monthly_volume {INT}, forecaster TEXT, standard TEXT, instrument TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_until TEXT, illustrative {INT} NOT NULL,
    since_version {INT} NOT NULL, until_version {INT},
    PRIMARY KEY (id, since_version)
);
