-- What the derived tables say that the others do not bear out; one row a breach.
WITH told AS (
    SELECT claim_id FROM claims JOIN current USING (report, revision)
),
taken_in AS (
    SELECT c.claim_id FROM claims c JOIN current USING (report, revision)
    JOIN reconciled r USING (report, revision)
),
placed AS (SELECT claim_id, count(*) AS times FROM incident_claims GROUP BY claim_id),
listed AS (SELECT incident_id, unnest(claims) AS claim_id FROM incidents),
held AS (SELECT control_id, unnest(claims || ended_by || contradicted_by) AS claim_id FROM control),
counted AS (
    SELECT incident_id, d.low, d.best, d.high, d.by_speaker FROM (SELECT incident_id, unnest(deaths) AS d FROM incidents)
    UNION ALL
    SELECT incident_id, d.low, d.best, d.high, d.by_speaker FROM (SELECT incident_id, unnest(losses) AS d FROM incidents)
),
bounds AS (
    SELECT incident_id, low, best, high FROM counted
    UNION ALL
    SELECT incident_id, s.low, s.best, s.high FROM (SELECT incident_id, unnest(by_speaker) AS s FROM counted)
)
SELECT 'claim in no incident' AS what, claim_id AS name FROM taken_in ANTI JOIN placed USING (claim_id)
UNION ALL
SELECT 'claim in more than one incident', claim_id FROM placed WHERE times > 1
UNION ALL
SELECT 'incident with a claim that is gone', incident_id FROM listed ANTI JOIN told USING (claim_id)
UNION ALL
SELECT 'incident listed twice', incident_id FROM incidents GROUP BY incident_id HAVING count(*) > 1
UNION ALL
SELECT 'incident whose claims are not those it is made of', incident_id
FROM listed FULL JOIN incident_claims m USING (incident_id, claim_id)
WHERE listed.claim_id IS NULL OR m.claim_id IS NULL
UNION ALL
SELECT DISTINCT 'low, best and high out of order', incident_id FROM bounds
WHERE low > best OR best > high OR low > high
UNION ALL
SELECT 'control with a claim that is gone', control_id FROM held ANTI JOIN told USING (claim_id)
UNION ALL
SELECT 'link with a claim that is gone', concat(claim_a, ' ', claim_b) FROM links
WHERE claim_a NOT IN (FROM told) OR claim_b NOT IN (FROM told)
UNION ALL
SELECT 'copy of a report that is gone', report
FROM (SELECT report, unnest(copy_of || [origin_id]) AS origin FROM copies)
WHERE origin NOT IN (SELECT report FROM current)
UNION ALL
SELECT 'redirect that leads nowhere', incident_id FROM redirects
WHERE now NOT IN (SELECT incident_id FROM incidents)
    AND now NOT IN (SELECT incident_id FROM redirects)
UNION ALL
SELECT 'redirect that does not lead to where its claim is', redirects.incident_id FROM redirects
LEFT JOIN incident_claims m USING (claim_id)
WHERE claim_id IS NOT NULL AND now IS DISTINCT FROM m.incident_id
UNION ALL
SELECT 'redirect that leads on without a claim', incident_id FROM redirects
WHERE claim_id IS NULL AND now IS NOT NULL
UNION ALL
SELECT 'redirect listed twice', incident_id FROM redirects GROUP BY incident_id HAVING count(*) > 1
UNION ALL
SELECT 'redirect of a claim that is not there', incident_id FROM redirects
WHERE claim_id NOT IN (SELECT claim_id FROM claims)
UNION ALL
SELECT 'taken in, but not there', concat(report, ', revision ', revision)
FROM reconciled ANTI JOIN reports USING (report, revision)
UNION ALL
SELECT 'taken in twice', report FROM reconciled GROUP BY report HAVING count(*) > 1
UNION ALL
SELECT 'judgement of a claim that is not there', number::VARCHAR FROM judgements
WHERE claim_a NOT IN (SELECT claim_id FROM claims) OR claim_b NOT IN (SELECT claim_id FROM claims)
ORDER BY ALL
