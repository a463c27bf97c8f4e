CREATE TABLE franchise (
    id TEXT NOT NULL, body TEXT NOT NULL,
    since_version {INT} NOT NULL, until_version {INT},
    PRIMARY KEY (id, since_version)
);
