-- The claims of some incidents, in the order in which they were told.
SELECT
    c.claim_id, c.report, c.start, c."end", c.quote, c.event_type, c.sub_event_type, c.plover,
    c.tags, c.status, c.factuality, c.actors, c.targets, c.places, c.date, c.figures, c.sources,
    c.reasons, c.trigger_start, c.trigger_end, c.run_id, w.n
FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
WHERE w.n IN (SELECT unnest($numbers))
ORDER BY w.rowid LIMIT $most
