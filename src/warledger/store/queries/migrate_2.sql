-- migrate_2
-- Schema 1 held reports and claims only. What people say of pairs of claims came with schema 2.
CREATE TABLE judgements (
    number INTEGER NOT NULL,
    claim_a VARCHAR NOT NULL,
    claim_b VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL CHECK (verdict IN ('same', 'different', 'withdrawn')),
    "by" VARCHAR,
    note VARCHAR,
    made TIMESTAMP NOT NULL,
    CHECK (claim_a < claim_b)
);
