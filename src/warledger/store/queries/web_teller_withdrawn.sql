-- Incidents in which a later word of the same teller replaced its count of the dead.
SELECT DISTINCT n
FROM (
    SELECT n, unnest(d.by_speaker) AS t
    FROM (
        SELECT w.n, unnest(i.deaths) AS d
        FROM web_incidents AS w JOIN incidents AS i ON i.rowid = w.rid
        WHERE w.n IN (SELECT unnest($numbers))
    )
)
WHERE t.superseded AND CASE $kind WHEN 'speaker' THEN t.speaker ELSE t.outlet END = $who
ORDER BY n
