-- What was expected in reports published before `$first` (since `$since`, or of days that meet
-- those to `$last`), each beside every claim of a later report, up to `$last`, that is of the
-- same type and names one of its places or parties; and once with NULL. Which of them bear
-- on it, the brief decides.
WITH told AS (
    SELECT c.claim_id, c.sub_event_type, c.status, r.published, c.date,
        list_distinct(list_concat(
            list_transform(c.places, lambda p: 'place ' || lower(p.name)),
            list_transform(list_concat(c.actors, c.targets), lambda a: lower(a.name))
        )) AS keys
    FROM claims c
    JOIN current USING (report, revision)
    JOIN reports r USING (report, revision)
    WHERE r.published <= $last
),
forecasts AS (
    SELECT claim_id, sub_event_type, published, keys FROM told
    WHERE status = 'expected' AND published < $first
        AND (published >= $since OR (date.start <= $last AND date."end" >= $first))
),
later AS (
    SELECT claim_id, sub_event_type, published, unnest(keys) AS key FROM told
    WHERE status NOT IN ('expected', 'unconfirmed')
)
SELECT claim_id AS forecast, NULL AS later FROM forecasts
UNION
SELECT f.claim_id, later.claim_id
FROM (SELECT claim_id, sub_event_type, published, unnest(keys) AS key FROM forecasts) f
JOIN later USING (sub_event_type, key)
WHERE later.published > f.published
ORDER BY forecast, later NULLS FIRST
