-- The incidents that a speaker or an outlet tells: whether before all others, whether alone.
WITH told AS (
    SELECT n, rowid AS turn,
        CASE $kind WHEN 'speaker' THEN coalesce(speaker, '')
            ELSE coalesce(outlet, report) END AS who
    FROM web_claims WHERE n IN (SELECT unnest($numbers))
)
SELECT n, arg_min(who, turn) = $who AS first, count(DISTINCT who) = 1 AS alone,
    count(*) FILTER (who = $who) AS claims
FROM told GROUP BY n HAVING count(*) FILTER (who = $who) > 0 ORDER BY n
