-- Incidents in which a later word of the same teller replaced its count of the dead.
SELECT DISTINCT w.n
FROM (
    SELECT row_id, unnest(d.by_speaker) AS t
    FROM (SELECT rowid AS row_id, unnest(deaths) AS d FROM incidents)
) AS i
JOIN web_incidents AS w ON w.rid = i.row_id
WHERE t.superseded AND CASE $kind WHEN 'speaker' THEN t.speaker ELSE t.outlet END = $who
ORDER BY n
