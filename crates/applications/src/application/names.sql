-- Which applications name somebody: keyed digests of each part of a name with a date of birth. Nobody reads a name from it.
CREATE TABLE person_name (
    digest TEXT NOT NULL, application TEXT NOT NULL,
    PRIMARY KEY (digest, application)
);
