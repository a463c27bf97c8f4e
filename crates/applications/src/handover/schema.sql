-- How far the work of a vesting has come: after which request, for which predecessor.
CREATE TABLE handover (
    transfer TEXT PRIMARY KEY, day TEXT NOT NULL, body TEXT NOT NULL, after TEXT NOT NULL, done {INT} NOT NULL,
    began_at {INT} NOT NULL, ended_at {INT}
);
-- One line for each open request that a vesting met.
CREATE TABLE handover_item (
    transfer TEXT NOT NULL, request TEXT NOT NULL, service_type TEXT NOT NULL, state TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, fate TEXT NOT NULL, due_before TEXT, due_after TEXT, person TEXT,
    system_before TEXT, reference_before TEXT, settled_at {INT},
    addressed_before TEXT, addressed_after TEXT,
    PRIMARY KEY (transfer, request)
);
CREATE INDEX handover_item_request ON handover_item (request);
CREATE INDEX handover_item_listed ON handover_item (person, transfer, request) WHERE person IS NOT NULL AND settled_at IS NULL;
CREATE INDEX request_open_of ON request (holder, id)
    WHERE state IN ('held', 'queued', 'sent', 'uncertain', 'stuck', 'referred');
