-- What is told of an actor's losses: in each incident every teller's latest word, its extremes.
WITH mine AS (
    SELECT w.n, w.rowid AS turn, coalesce(w.speaker, w.outlet, w.report) AS who,
        unnest(c.figures) AS f
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
    WHERE w.n IN (SELECT unnest($numbers))
),
latest AS (
    SELECT n, who, f.measure AS measure, f."of" AS whose, count(*) AS claims,
        arg_max(f, turn) AS f
    FROM mine WHERE list_contains($names, f."of") GROUP BY ALL
),
incident AS (
    SELECT n, measure, whose, sum(claims) AS claims,
        CASE WHEN count(f.low) = count(*) THEN min(f.low) END AS low,
        CASE WHEN count(f.high) = count(*) THEN max(f.high) END AS high
    FROM latest GROUP BY ALL
)
SELECT measure, whose AS "of", CAST(sum(claims) AS BIGINT) AS claims, count(*) AS incidents,
    CASE WHEN count(low) = count(*) THEN sum(low) END AS low, CAST(NULL AS DOUBLE) AS best,
    CASE WHEN count(high) = count(*) THEN sum(high) END AS high
FROM incident GROUP BY measure, whose ORDER BY incidents DESC, measure, whose LIMIT 100
