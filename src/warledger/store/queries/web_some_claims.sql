-- Claims by id, with the number of their incident.
SELECT
    c.claim_id, c.report, c.start, c."end", c.quote, c.event_type, c.sub_event_type, c.plover,
    c.tags, c.status, c.factuality, c.actors, c.targets, c.places, c.date, c.figures, c.sources,
    c.reasons, c.trigger_start, c.trigger_end, c.run_id, w.n
FROM claims AS c JOIN current USING (report, revision) LEFT JOIN web_claims AS w USING (claim_id)
WHERE c.claim_id IN (SELECT unnest($claims))
ORDER BY c.report, c.start, c."end", c.claim_id
