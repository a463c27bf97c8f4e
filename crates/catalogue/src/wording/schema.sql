-- How a franchise words a service, over what its supplier said then. Nothing is edited: each wording has the next number.
CREATE TABLE wording (
    franchise TEXT NOT NULL,
    entry TEXT NOT NULL,
    number {INT} NOT NULL CHECK (number > 0),
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    over TEXT NOT NULL,
    worded_by TEXT NOT NULL,
    worded_at {INT} NOT NULL,
    PRIMARY KEY (franchise, entry, number)
);
CREATE INDEX wording_entry ON wording (entry, franchise, number)
