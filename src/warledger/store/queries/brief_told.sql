-- What a brief cites: the claims `$claims` with what their reports say of themselves, and
-- what those copy.
SELECT
    c.claim_id, c.report, c.start, c."end", c.quote, c.trigger_start, c.event_type,
    c.sub_event_type, c.status, c.actors, c.targets, c.places, c.date, c.figures, c.sources,
    r.outlet, r.title, r.url, r.published,
    k.origin_id AS copy_origin, k.share AS copy_share, k.passages AS copy_passages
FROM claims c
JOIN current USING (report, revision)
JOIN reports r USING (report, revision)
LEFT JOIN copies k USING (report)
WHERE c.claim_id IN (SELECT unnest($claims))
ORDER BY r.published NULLS LAST, c.report, c.start, c."end", c.trigger_start, c.claim_id
