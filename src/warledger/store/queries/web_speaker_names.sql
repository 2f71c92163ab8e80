-- The words that reports use for a speaker, its roles and sides.
SELECT s.mention AS mention, s.role AS role, s.side AS side, s.id AS id, count(*) AS count
FROM (SELECT unnest(c.sources) AS s FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
      WHERE w.n IN (SELECT unnest($numbers)))
WHERE s.name = $who
GROUP BY ALL ORDER BY count DESC, mention, role, side LIMIT 100
