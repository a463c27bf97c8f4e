CREATE TABLE journey_edition (
    id TEXT NOT NULL, edition TEXT NOT NULL, body TEXT NOT NULL, published_at {INT} NOT NULL,
    PRIMARY KEY (id, edition)
);
CREATE TABLE draft (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, journey TEXT NOT NULL, edition TEXT NOT NULL, language TEXT NOT NULL,
    body {BLOB} NOT NULL, created_at {INT} NOT NULL, version {INT} NOT NULL
);
CREATE TABLE application (
    id TEXT PRIMARY KEY, receipt TEXT NOT NULL UNIQUE, person TEXT NOT NULL, journey TEXT NOT NULL,
    edition TEXT NOT NULL, language TEXT NOT NULL, sent_at {INT} NOT NULL, day TEXT NOT NULL, answers {BLOB} NOT NULL
);
CREATE TABLE request (
    id TEXT PRIMARY KEY, application TEXT NOT NULL, position {INT} NOT NULL, service_type TEXT NOT NULL, area TEXT,
    holder TEXT NOT NULL, instrument TEXT NOT NULL, model_version {INT} NOT NULL,
    state TEXT NOT NULL, state_body TEXT NOT NULL, their_reference TEXT, system TEXT, due TEXT, version {INT} NOT NULL
);
CREATE INDEX request_application ON request (application, position);
CREATE INDEX request_reference ON request (their_reference) WHERE their_reference IS NOT NULL;
CREATE INDEX request_at_system ON request (system, state) WHERE system IS NOT NULL;
CREATE INDEX request_exceptional ON request (state, id) WHERE state IN ('uncertain', 'stuck', 'referred');
CREATE TABLE request_event (
    request TEXT NOT NULL, number {INT} NOT NULL, application TEXT NOT NULL, at {INT} NOT NULL, what TEXT NOT NULL,
    body TEXT, their_reference TEXT, text {BLOB},
    PRIMARY KEY (request, number)
);
CREATE INDEX request_event_application ON request_event (application);
CREATE TABLE answer_seen (
    request TEXT NOT NULL, answer_id TEXT NOT NULL,
    PRIMARY KEY (request, answer_id)
);
CREATE TABLE come_back (
    name TEXT PRIMARY KEY, failures {INT} NOT NULL, since {INT} NOT NULL
);
