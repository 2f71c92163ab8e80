-- What the server adds to its own copy of a ledger: a number for each incident, in the order in
-- which lists and maps have them, and one narrow row for each claim of an incident, in the
-- order in which it was told.
CREATE TABLE web_incidents AS
SELECT
    row_number() OVER (ORDER BY date_start NULLS LAST, incident_id) - 1 AS n,
    rowid AS rid,
    incident_id
FROM incidents;

CREATE TABLE web_claims AS
SELECT
    w.n, c.rowid AS rid, c.claim_id, c.report, r.published, r.outlet,
    c.sources[1].name AS speaker,
    c.actors[1].side AS first_side,
    c.status
FROM incident_claims AS i
JOIN web_incidents AS w USING (incident_id)
JOIN (SELECT rowid, claim_id, report, revision, start, "end", sources, actors, status FROM claims)
    AS c USING (claim_id)
JOIN current USING (report, revision)
JOIN reports AS r USING (report, revision)
ORDER BY w.n, r.published NULLS LAST, c.report, c.start, c."end", c.claim_id
;

-- What a list shows of an incident and the facts have not, with the sentence that told it first.
CREATE TABLE web_list AS
SELECT
    w.n, i.date_prec, i.side_a, i.side_b, len(i.reports) AS reports,
    list_transform(
        i.deaths, lambda d: {'side': d.side, 'low': d.low, 'best': d.best, 'high': d.high})
        AS deaths,
    CASE WHEN c.claim_id IS NOT NULL THEN
        {'claim': c.claim_id, 'report': c.report, 'start': c.start, 'end': c."end",
         'quote': c.quote}
    END AS lead
FROM web_incidents AS w
JOIN incidents AS i ON i.rowid = w.rid
LEFT JOIN (SELECT n, arg_min(rid, rowid) AS rid FROM web_claims GROUP BY n) AS f USING (n)
LEFT JOIN claims AS c ON c.rowid = f.rid
ORDER BY w.n
;

-- The words that reports use for each place, where one first reads them.
CREATE TABLE web_names AS
SELECT coalesce(m.id, 'name:' || m.name) AS key, m.text AS mention, count(*) AS count,
    arg_min(m.reason, m.report) AS reason, min(m.report) AS report,
    arg_min(m.start, m.report) AS start, arg_min(m."end", m.report) AS "end"
FROM mentions AS m JOIN current USING (report, revision)
WHERE m.kind = 'place' AND m.name IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 2
