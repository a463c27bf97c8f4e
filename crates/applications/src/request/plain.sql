-- People read a reference out over the telephone, without its marks.
DROP INDEX request_event_reference;
CREATE INDEX request_event_plain ON request_event
    (lower(replace(replace(replace(replace(their_reference, '-', ''), ' ', ''), '/', ''), '.', '')))
    WHERE their_reference IS NOT NULL
