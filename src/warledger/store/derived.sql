-- What follows from claims, judgements and settings. Everything here can be dropped and made
-- again; rows are replaced, never edited. No keys: a batch deletes and inserts the same id, which
-- DuckDB's keys refuse within one transaction; queries/incoherent.sql looks instead.

-- Which revision of which report the other tables have taken in, and by which rules.
CREATE TABLE reconciled (report VARCHAR NOT NULL, revision INTEGER NOT NULL, rules VARCHAR NOT NULL);

-- Which passages of which report repeat another's. copy_of: the largest share first.
CREATE TABLE copies (
    report VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    copy_of VARCHAR[] NOT NULL,
    origin_id VARCHAR NOT NULL,
    share DOUBLE NOT NULL CHECK (share BETWEEN 0 AND 1),
    passages STRUCT(
        start INTEGER, "end" INTEGER, origin VARCHAR, origin_start INTEGER,
        origin_end INTEGER)[] NOT NULL,
    evidence VARCHAR[] NOT NULL
);

-- Pairs of claims that seem to tell of one event, with what each comparison says.
CREATE TABLE links (
    claim_a VARCHAR NOT NULL,
    claim_b VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    reasons STRUCT(aspect VARCHAR, weight DOUBLE, words VARCHAR)[] NOT NULL,
    CHECK (claim_a < claim_b)
);

-- Every claim of a newest revision is in exactly one incident.
CREATE TABLE incidents (
    incident_id VARCHAR NOT NULL,
    event_type VARCHAR NOT NULL,
    sub_event_type VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    place STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, start INTEGER, "end" INTEGER,
        lat DOUBLE, lon DOUBLE, where_prec INTEGER, adm1 VARCHAR, country VARCHAR,
        reason VARCHAR, candidates INTEGER, kind VARCHAR, runners_up VARCHAR[],
        claim_id VARCHAR),
    date_start DATE,
    date_end DATE,
    date_prec INTEGER,
    side_a VARCHAR[] NOT NULL,
    side_b VARCHAR[] NOT NULL,
    deaths STRUCT(
        side VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
        by_speaker STRUCT(
            speaker VARCHAR, outlet VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
            claims VARCHAR[], superseded BOOLEAN)[])[] NOT NULL,
    claims VARCHAR[] NOT NULL,
    reports VARCHAR[] NOT NULL,
    origins INTEGER NOT NULL CHECK (origins >= 1),
    origin_ids VARCHAR[] NOT NULL,
    standing VARCHAR NOT NULL CHECK (standing IN
        ('single-origin', 'corroborated', 'contested', 'denied')),
    disagreements STRUCT(
        field VARCHAR,
        versions STRUCT(value VARCHAR, told_by VARCHAR[], claims VARCHAR[])[])[] NOT NULL,
    denials STRUCT(claim_id VARCHAR, speaker VARCHAR, denies VARCHAR[])[] NOT NULL,
    reasons STRUCT(field VARCHAR, reason VARCHAR)[] NOT NULL,
    CHECK ((date_start IS NULL) = (date_end IS NULL) AND date_start <= date_end)
);

CREATE TABLE incident_claims (incident_id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL);

-- Where an id that somebody may have cited leads now. Never deleted, and in no export.
CREATE TABLE redirects (incident_id VARCHAR NOT NULL, now VARCHAR NOT NULL);

CREATE TABLE control (
    control_id VARCHAR NOT NULL,
    place STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, start INTEGER, "end" INTEGER,
        lat DOUBLE, lon DOUBLE, where_prec INTEGER, adm1 VARCHAR, country VARCHAR,
        reason VARCHAR, candidates INTEGER, kind VARCHAR, runners_up VARCHAR[],
        claim_id VARCHAR) NOT NULL,
    place_key VARCHAR NOT NULL,
    holder VARCHAR,
    holder_id VARCHAR,
    side VARCHAR,
    kind VARCHAR NOT NULL CHECK (kind IN
        ('held', 'entered', 'contested', 'encircled', 'besieged', 'withdrawn')),
    "from" VARCHAR NOT NULL,
    "to" VARCHAR NOT NULL,
    from_first DATE,
    from_last DATE,
    claims VARCHAR[] NOT NULL,
    ended_by VARCHAR[] NOT NULL,
    according_to VARCHAR[] NOT NULL,
    contradicted_by VARCHAR[] NOT NULL,
    reason VARCHAR NOT NULL
);
