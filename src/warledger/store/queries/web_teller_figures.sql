-- What a speaker or an outlet tells of losses: in each incident its latest word, added up.
WITH mine AS (
    SELECT w.n, w.rowid AS turn, unnest(c.figures) AS f
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
    WHERE w.n IN (SELECT unnest($numbers))
        AND CASE $kind WHEN 'speaker' THEN w.speaker ELSE coalesce(w.outlet, w.report) END
            = $who
),
latest AS (
    SELECT n, f.measure AS measure, f."of" AS whose, count(*) AS claims, arg_max(f, turn) AS f
    FROM mine GROUP BY ALL
)
SELECT measure, whose AS "of", CAST(sum(claims) AS BIGINT) AS claims, count(*) AS incidents,
    CASE WHEN count(f.low) = count(*) THEN sum(f.low) END AS low,
    CASE WHEN count(f.best) = count(*) THEN sum(f.best) END AS best,
    CASE WHEN count(f.high) = count(*) THEN sum(f.high) END AS high
FROM latest GROUP BY measure, whose ORDER BY incidents DESC, measure, whose LIMIT 100
