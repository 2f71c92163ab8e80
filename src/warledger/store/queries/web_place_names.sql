-- The words that reports use for a place and how they were resolved, most used first.
SELECT m.text AS mention, count(*) AS count, arg_min(m.reason, m.report) AS reason,
    min(m.report) AS report, arg_min(m.start, m.report) AS start,
    arg_min(m."end", m.report) AS "end"
FROM mentions AS m JOIN current USING (report, revision)
WHERE m.kind = 'place' AND coalesce(m.id, 'name:' || m.name) = $key
GROUP BY m.text ORDER BY count DESC, mention LIMIT 100
