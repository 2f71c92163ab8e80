-- The claims of every incident, incident by incident as in `incidents_told`, each with its
-- report's outlet; within an incident the earliest published first.
WITH grouped AS (
    SELECT incident_id, date_start, date_end, unnest(claims) AS claim_id FROM incidents
)
SELECT
    g.incident_id, c.claim_id, c.report, c.start, c."end", c.quote, c.status, c.tags, c.plover,
    c.actors, c.targets, c.figures, c.sources,
    r.outlet, r.author, r.title, r.url, r.language, r.published
FROM grouped g
JOIN claims c USING (claim_id)
JOIN current USING (report, revision)
JOIN reports r USING (report, revision)
ORDER BY g.date_start NULLS LAST, g.date_end, g.incident_id, r.published NULLS LAST, c.report,
    c.start, c."end", c.trigger_start, c.trigger_end, c.claim_id
