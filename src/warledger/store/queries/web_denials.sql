-- The denials in some incidents: which claim denies which.
SELECT n, d.claim_id AS denying, d.denies AS denies
FROM (
    SELECT w.n, unnest(i.denials) AS d
    FROM web_incidents AS w JOIN incidents AS i ON i.rowid = w.rid
    WHERE w.n IN (SELECT unnest($numbers))
)
ORDER BY n, denying
