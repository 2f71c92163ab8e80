-- What people said of pairs of claims: only ever added to, the newest word on a pair counts.
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
