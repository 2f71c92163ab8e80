-- What one taking-in of reports holds while it runs; temporary tables go with the connection.
CREATE OR REPLACE TEMP TABLE copies_pending (report VARCHAR NOT NULL);
CREATE OR REPLACE TEMP TABLE copies_fresh (
    report VARCHAR NOT NULL, day DATE, words INTEGER NOT NULL, method VARCHAR NOT NULL,
    keys UBIGINT[] NOT NULL);
-- Who is compared with whom.
CREATE OR REPLACE TEMP TABLE copies_met (a VARCHAR NOT NULL, b VARCHAR NOT NULL);
-- How many of a key's earliest reports the others are compared with.
CREATE OR REPLACE TEMP TABLE copies_limit AS SELECT CAST($leaders AS INTEGER) AS leaders
