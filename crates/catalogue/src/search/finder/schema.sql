-- Searches in which nothing had all of the words, by day: words that the catalogue has, never what somebody typed.
CREATE TABLE search_missed (
    day TEXT NOT NULL,
    language TEXT NOT NULL,
    words TEXT NOT NULL,
    times {INT} NOT NULL,
    PRIMARY KEY (day, language, words)
);
