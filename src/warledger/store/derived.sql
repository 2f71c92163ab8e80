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

-- What reports are compared by: keys of their sentences (reconcile/fingerprints.py), and the
-- day that puts the reports of a key in order.
CREATE TABLE copy_keys (key UBIGINT NOT NULL, day DATE, report VARCHAR NOT NULL);

-- How many folded words of its own a report has, and by which method its keys were made.
CREATE TABLE copy_words (report VARCHAR NOT NULL, day DATE, words INTEGER NOT NULL,
    method VARCHAR NOT NULL);

-- Every two reports of which one repeats the other; passages by folded
-- words and by code points. is_dated: their days tell which is the copy.
CREATE TABLE copy_pairs (
    copy VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    passages STRUCT(
        first INTEGER, last INTEGER, start INTEGER, "end" INTEGER,
        origin_first INTEGER, origin_last INTEGER, origin_start INTEGER,
        origin_end INTEGER)[] NOT NULL,
    is_dated BOOLEAN NOT NULL,
    reasons VARCHAR[] NOT NULL
);

-- Pairs of claims that seem to tell of one event, with what each comparison says.
CREATE TABLE links (
    claim_a VARCHAR NOT NULL,
    claim_b VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    reasons STRUCT(aspect VARCHAR, weight DOUBLE, words VARCHAR)[] NOT NULL,
    CHECK (claim_a < claim_b)
);

-- What of a claim is compared with others, and the blocks it is compared in (reconcile/features,
-- block). A word's code holds its rarity in eighths of a bit in the low byte.
CREATE TABLE claim_features (
    claim_id VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    nth INTEGER NOT NULL,
    start INTEGER NOT NULL,
    sub_event_type VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    first_day INTEGER,
    last_day INTEGER,
    published INTEGER,
    spots VARCHAR[] NOT NULL,
    cities VARCHAR[] NOT NULL,
    lat DOUBLE,
    lon DOUBLE,
    adm1 VARCHAR,
    country VARCHAR,
    acting VARCHAR[] NOT NULL,
    suffering VARCHAR[] NOT NULL,
    lineage VARCHAR[] NOT NULL,
    sides VARCHAR[] NOT NULL,
    teller VARCHAR,
    told_by VARCHAR,
    killed_low DOUBLE,
    killed_high DOUBLE,
    wounded_low DOUBLE,
    wounded_high DOUBLE,
    codes BIGINT[] NOT NULL,
    words VARCHAR[] NOT NULL,
    bits DOUBLE NOT NULL,
    deeds VARCHAR[] NOT NULL,
    spread INTEGER NOT NULL,
    keys BIGINT[] NOT NULL
);

CREATE TABLE report_words (
    report VARCHAR NOT NULL, codes BIGINT[] NOT NULL, words VARCHAR[] NOT NULL,
    bits DOUBLE NOT NULL
);

-- Every claim of a newest revision is in exactly one incident. claims: in the order of
-- publication, report and place in the text, so that the first one gives the id. side NULL is
-- "nobody says whose"; belongs_to: side_a, side_b, civilians or NULL.
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
    side_a_ids VARCHAR[],
    side_b_ids VARCHAR[],
    deaths STRUCT(
        side VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
        by_speaker STRUCT(
            speaker VARCHAR, outlet VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
            claims VARCHAR[], superseded BOOLEAN, part BOOLEAN, words VARCHAR[])[],
        belongs_to VARCHAR)[] NOT NULL,
    losses STRUCT(
        measure VARCHAR, side VARCHAR, item VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
        by_speaker STRUCT(
            speaker VARCHAR, outlet VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
            claims VARCHAR[], superseded BOOLEAN, part BOOLEAN, words VARCHAR[])[],
        belongs_to VARCHAR)[],
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

-- Where an id that no longer stands, and that somebody may have cited, leads: to the incident
-- of the claim that gave it its name. `now` is NULL once no report makes that claim any more.
-- An id that stands again redirects no more. In no export.
CREATE TABLE redirects (incident_id VARCHAR NOT NULL, now VARCHAR, claim_id VARCHAR);

-- Which claims say something of the control of which place (reconcile/control_reading), and
-- into which first-order division it falls: what to make again when a claim comes or goes.
CREATE TABLE control_claims (
    place_key VARCHAR NOT NULL,
    division VARCHAR,
    of_whole VARCHAR,
    claim_id VARCHAR NOT NULL,
    report VARCHAR NOT NULL
);

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
    to_first DATE,
    to_last DATE,
    last_told DATE,
    claims VARCHAR[] NOT NULL,
    ended_by VARCHAR[] NOT NULL,
    according_to VARCHAR[] NOT NULL,
    contradicted_by VARCHAR[] NOT NULL,
    unconfirmed BOOLEAN NOT NULL,
    pocket VARCHAR[] NOT NULL,
    reason VARCHAR NOT NULL
);
