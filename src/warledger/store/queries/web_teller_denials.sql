-- Who denies what a speaker or an outlet tells, and what it denies itself, by incident.
WITH told AS (
    SELECT claim_id, n,
        CASE $kind WHEN 'speaker' THEN coalesce(speaker, '') ELSE coalesce(outlet, report) END AS who
    FROM web_claims
),
denied AS (
    SELECT w.n, d.claim_id AS denying, unnest(d.denies) AS claim_id
    FROM (SELECT rowid AS row_id, unnest(denials) AS d FROM incidents) AS i
    JOIN web_incidents AS w ON w.rid = i.row_id
)
SELECT denied.n, a.who AS denier, b.who AS teller
FROM denied
JOIN told AS a ON a.claim_id = denied.denying JOIN told AS b ON b.claim_id = denied.claim_id
WHERE (a.who = $who) <> (b.who = $who)
GROUP BY ALL ORDER BY ALL
