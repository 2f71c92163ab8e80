-- The incidents that a speaker or an outlet tells: whether before all others, whether alone.
WITH told AS (
    SELECT n, rowid AS turn,
        CASE $kind WHEN 'speaker' THEN coalesce(speaker, '') ELSE coalesce(outlet, report) END AS who
    FROM web_claims
)
SELECT n, arg_min(who, turn) = $who AS first, count(DISTINCT who) = 1 AS alone,
    count(*) FILTER (who = $who) AS claims
FROM told WHERE n IN (SELECT n FROM told WHERE who = $who)
GROUP BY n ORDER BY n
