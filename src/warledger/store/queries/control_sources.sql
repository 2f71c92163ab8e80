-- Claims that may say something of control, each with whose words they are: in a stretch that
-- repeats another report they are the origin's. `told_of` is the country that the report's claims
-- name most, for places that no gazetteer has.
WITH wanted AS (
    SELECT claims.* FROM claims JOIN current USING (report, revision)
    WHERE len(places) > 0 AND status <> 'expected'
        AND (status = 'denied' OR lower(quote[trigger_start - start + 1:trigger_end - start])
            IN (SELECT unnest($words)))
        AND report IN (SELECT unnest($reports))
        AND ($claims IS NULL OR claim_id IN (SELECT unnest($claims)))
),
named AS (
    SELECT report, country, row_number() OVER (PARTITION BY report ORDER BY count(*) DESC, country)
        AS rank
    FROM (
        SELECT report, unnest(places).country AS country
        FROM claims JOIN current USING (report, revision)
        WHERE report IN (SELECT unnest($reports))
    )
    WHERE country IS NOT NULL
    GROUP BY report, country
),
repeated AS (
    SELECT wanted.claim_id, min(p.origin) AS origin
    FROM wanted, copies, unnest(copies.passages) AS spread(p)
    WHERE copies.report = wanted.report AND p.start <= wanted.start AND wanted."end" <= p."end"
    GROUP BY wanted.claim_id
),
origins AS (
    SELECT claim_id, coalesce(above.origin_id, origin) AS origin
    FROM repeated LEFT JOIN copies AS above ON above.report = repeated.origin
)
SELECT
    wanted.*, reports.report AS told_in, reports.outlet AS told_by, reports.published,
    named.country AS told_of
FROM wanted
LEFT JOIN origins USING (claim_id)
JOIN current AS newest ON newest.report = coalesce(origins.origin, wanted.report)
JOIN reports ON reports.report = newest.report AND reports.revision = newest.revision
LEFT JOIN named ON named.report = wanted.report AND named.rank = 1
ORDER BY wanted.report, wanted.start, wanted.claim_id
