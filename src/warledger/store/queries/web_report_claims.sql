-- The claims of one revision of a report, in the order of its text.
SELECT
    c.claim_id, c.report, c.start, c."end", c.quote, c.event_type, c.sub_event_type, c.plover,
    c.tags, c.status, c.factuality, c.actors, c.targets, c.places, c.date, c.figures, c.sources,
    c.reasons, c.trigger_start, c.trigger_end, c.run_id, w.n
FROM claims AS c LEFT JOIN web_claims AS w ON w.rid = c.rowid
WHERE c.report = $report AND c.revision = $revision
ORDER BY c.start, c."end", c.trigger_start, c.claim_id
