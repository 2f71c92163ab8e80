-- Claims with what other projects' formats ask beside them: who published the words, and the
-- incident that they belong to. In the order of the `claims` export.
WITH grouped AS (
    SELECT incident_id, standing, origins, unnest(claims) AS claim_id FROM incidents
)
SELECT
    c.claim_id, c.report, c.start, c."end", c.quote, c.event_type, c.sub_event_type, c.plover,
    c.tags, c.status, c.actors, c.targets, c.places, c.date, c.figures, c.sources,
    r.outlet, r.author, r.title, r.url, r.language, r.published,
    g.incident_id, g.standing, g.origins
FROM claims c
JOIN current USING (report, revision)
JOIN reports r USING (report, revision)
LEFT JOIN grouped g USING (claim_id)
ORDER BY c.report, c.start, c."end", c.trigger_start, c.trigger_end, c.claim_id
