-- What a person agreed to: that this body is told for this service. Taking it back stops what was not sent yet.
CREATE TABLE consent (
    request TEXT PRIMARY KEY,
    application TEXT NOT NULL,
    body TEXT NOT NULL,
    given_at {INT} NOT NULL,
    withdrawn_at {INT}
);
CREATE INDEX consent_application ON consent (application);
