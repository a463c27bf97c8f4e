-- Work that must happen, put in the transaction of the reason for it. Rows go when the work is done.
CREATE TABLE outbox (
    topic TEXT NOT NULL,
    subject TEXT NOT NULL,
    -- When it may be claimed: its due time, or the end of the lease while somebody works on it.
    ready_at {INT} NOT NULL,
    -- What ready_at was before the last claim.
    was_due {INT} NOT NULL,
    leased {INT} NOT NULL CHECK (leased IN (0, 1)),
    -- Put again while somebody works on it: due then, once they are done.
    next_due {INT},
    attempt {INT} NOT NULL,
    fence {INT} NOT NULL,
    put_at {INT} NOT NULL,
    PRIMARY KEY (topic, subject)
);
CREATE INDEX outbox_ready ON outbox (ready_at, topic, subject);
