-- Since schema 4 all that is taken in is sealed (seals.py); the rows that are there are
-- sealed as they are.
CREATE TABLE seals (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('run', 'report', 'judgement')),
    name VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    chain VARCHAR NOT NULL
);
