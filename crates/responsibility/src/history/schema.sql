CREATE TABLE model_history (
    version {INT} PRIMARY KEY, recorded_at {INT} NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL
);
INSERT INTO model_history (version, recorded_at, actor, reason)
    SELECT version, recorded_at, 'portico', '' FROM model_version;
