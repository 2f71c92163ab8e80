-- The ledger's tables. Rows are only ever added: a changed text is a new revision beside the
-- old one, and readers take the newest (see queries/). Lists of records are typed nested
-- columns, because they are never read apart from their claim and because Parquet keeps them.
-- Spans count code points in reports.text, half open. What a constraint cannot say here (no
-- lambda in CHECK, no look at another table) queries/violations.sql says, before every commit.

CREATE TABLE ledger (
    schema_version INTEGER NOT NULL,
    made_by VARCHAR NOT NULL,  -- the version of the program that made the file
    derived VARCHAR  -- which derived.sql made the derived tables: a digest (migrations.py)
);

-- run_id is a digest of the other columns but `started`, which no export shows: the same
-- input gives the same bytes whenever it is run.
CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    version VARCHAR NOT NULL,
    settings VARCHAR NOT NULL,
    model VARCHAR NOT NULL,
    lexicon VARCHAR NOT NULL,
    gazetteer VARCHAR NOT NULL,
    started TIMESTAMP NOT NULL
);

CREATE TABLE reports (
    report VARCHAR NOT NULL CHECK (report <> ''),
    revision INTEGER NOT NULL CHECK (revision >= 1),
    digest VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    title VARCHAR,
    outlet VARCHAR,
    author VARCHAR,
    url VARCHAR,
    language VARCHAR,
    published DATE,
    published_basis VARCHAR,
    state VARCHAR NOT NULL CHECK (state IN ('ingested', 'copy', 'skipped')),
    reason VARCHAR,
    origin VARCHAR,
    sections STRUCT(
        start INTEGER, "end" INTEGER, published DATE, published_basis VARCHAR,
        headline STRUCT(start INTEGER, "end" INTEGER),
        dateline STRUCT(start INTEGER, "end" INTEGER))[] NOT NULL,
    excluded STRUCT(start INTEGER, "end" INTEGER, reason VARCHAR)[] NOT NULL,
    notes VARCHAR[] NOT NULL,
    passed_over STRUCT(reason VARCHAR, sentences INTEGER)[] NOT NULL,
    run_id VARCHAR NOT NULL REFERENCES runs (run_id),
    PRIMARY KEY (report, revision),
    CHECK (state <> 'skipped' OR reason IS NOT NULL)
);

CREATE TABLE mentions (
    report VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('place', 'time', 'actor', 'figure', 'speaker')),
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    id VARCHAR,
    name VARCHAR,
    lat DOUBLE CHECK (lat BETWEEN -90 AND 90),
    lon DOUBLE CHECK (lon BETWEEN -180 AND 180),
    where_prec INTEGER CHECK (where_prec BETWEEN 1 AND 7),
    adm1 VARCHAR,
    country VARCHAR,
    reason VARCHAR,
    type VARCHAR CHECK (type IN ('DATE', 'TIME', 'DURATION', 'SET')),
    value VARCHAR,
    edtf VARCHAR,
    date_start DATE,
    date_end DATE,
    side VARCHAR,
    measure VARCHAR,
    low DOUBLE,
    best DOUBLE,
    high DOUBLE,
    cue VARCHAR,
    claim_id VARCHAR,
    FOREIGN KEY (report, revision) REFERENCES reports (report, revision),
    CHECK ("end" > start AND length(text) = "end" - start),
    CHECK ((lat IS NULL) = (lon IS NULL)),
    CHECK ((date_start IS NULL) = (date_end IS NULL) AND date_start <= date_end),
    CHECK (coalesce(low <= best, true) AND coalesce(best <= high, true)
           AND coalesce(low <= high, true))
);

CREATE TABLE claims (
    claim_id VARCHAR NOT NULL,
    report VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    quote VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    sub_event_type VARCHAR NOT NULL,
    plover VARCHAR,
    tags VARCHAR[] NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN
        ('occurred', 'ongoing', 'not_occurred', 'denied', 'expected', 'unconfirmed')),
    factuality VARCHAR NOT NULL CHECK (factuality IN ('CT+', 'PR+', 'PS+', 'CT-', 'PR-', 'Uu')),
    actors STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, start INTEGER, "end" INTEGER,
        side VARCHAR, reason VARCHAR)[] NOT NULL,
    targets STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, start INTEGER, "end" INTEGER,
        side VARCHAR, reason VARCHAR)[] NOT NULL,
    places STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, start INTEGER, "end" INTEGER,
        lat DOUBLE, lon DOUBLE, where_prec INTEGER, adm1 VARCHAR, country VARCHAR,
        reason VARCHAR, candidates INTEGER, kind VARCHAR, runners_up VARCHAR[])[] NOT NULL,
    date STRUCT(
        edtf VARCHAR, start DATE, "end" DATE, date_prec INTEGER, mention VARCHAR,
        basis VARCHAR, mention_start INTEGER, mention_end INTEGER),
    figures STRUCT(
        measure VARCHAR, "of" VARCHAR, item VARCHAR, low DOUBLE, best DOUBLE, high DOUBLE,
        mention VARCHAR, start INTEGER, "end" INTEGER)[] NOT NULL,
    sources STRUCT(
        name VARCHAR, id VARCHAR, mention VARCHAR, cue VARCHAR, role VARCHAR, side VARCHAR,
        start INTEGER, "end" INTEGER)[] NOT NULL,
    reasons STRUCT(field VARCHAR, reason VARCHAR)[] NOT NULL,
    run_id VARCHAR NOT NULL REFERENCES runs (run_id),
    PRIMARY KEY (claim_id, revision),
    FOREIGN KEY (report, revision) REFERENCES reports (report, revision),
    CHECK ("end" > start AND length(quote) = "end" - start),
    CHECK (trigger_start >= start AND trigger_end > trigger_start AND trigger_end <= "end")
);

-- The newest revision of each report: what every export and the page show.
CREATE VIEW current AS
    SELECT report, max(revision) AS revision FROM reports GROUP BY report;

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

-- A digest of the rows of each run, report (with what it yielded) and judgement, in the order
-- in which they were taken in; chain: made of this seal and of the one before (seals.py).
CREATE TABLE seals (
    number INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('run', 'report', 'judgement')),
    name VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    chain VARCHAR NOT NULL
);
