-- A body that no longer has a request answered it: when it last did.
CREATE TABLE passed_on (request TEXT PRIMARY KEY, at {INT} NOT NULL);
CREATE INDEX passed_on_at ON passed_on (at);
