ALTER TABLE request ADD COLUMN chosen_body TEXT;
ALTER TABLE request ADD COLUMN chosen_system TEXT;
ALTER TABLE request_event ADD COLUMN by_staff TEXT;
DROP INDEX request_exceptional;
CREATE INDEX request_unsettled ON request (id, state) WHERE state IN ('uncertain', 'stuck', 'referred');
CREATE INDEX request_not_sent ON request (id) WHERE state = 'not_sent';
DROP INDEX request_reference;
CREATE INDEX request_event_reference ON request_event (lower(their_reference)) WHERE their_reference IS NOT NULL;
