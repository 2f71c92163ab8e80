-- Everybody in the chain of sources of an incident's claims.
SELECT DISTINCT n, s.name AS value, s.name AS label
FROM (SELECT w.n, unnest(c.sources) AS s FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid)
ORDER BY n, value
