-- What CHECK cannot say: quotes that are not the text at their span, and figures whose bounds
-- are out of order. One row per violation; `$reports` limits the look to a batch.
WITH told AS (
    SELECT c.report, c.revision, r.text, c.start, c."end", c.quote, c.actors, c.targets,
        c.places, c.figures, c.sources, c.date
    FROM claims c JOIN reports r USING (report, revision)
    WHERE c.report IN (SELECT unnest($reports))
),
cells AS (
    SELECT report, text, 'quote' AS field, start, "end", quote AS words FROM told
    UNION ALL
    SELECT report, text, 'actors', a.start, a."end", a.mention
    FROM (SELECT report, text, unnest(actors) AS a FROM told)
    UNION ALL
    SELECT report, text, 'targets', a.start, a."end", a.mention
    FROM (SELECT report, text, unnest(targets) AS a FROM told)
    UNION ALL
    SELECT report, text, 'places', a.start, a."end", a.mention
    FROM (SELECT report, text, unnest(places) AS a FROM told)
    UNION ALL
    SELECT report, text, 'figures', a.start, a."end", a.mention
    FROM (SELECT report, text, unnest(figures) AS a FROM told)
    UNION ALL
    SELECT report, text, 'sources', a.start, a."end", a.mention
    FROM (SELECT report, text, unnest(sources) AS a FROM told)
    UNION ALL
    SELECT report, text, 'date', date.mention_start, date.mention_end, date.mention
    FROM told WHERE date.mention_start IS NOT NULL
    UNION ALL
    SELECT m.report, r.text, m.kind, m.start, m."end", m.text
    FROM mentions m JOIN reports r USING (report, revision)
    WHERE m.report IN (SELECT unnest($reports))
)
SELECT report, field, start, "end", words FROM cells
WHERE substring(text, start + 1, "end" - start) IS DISTINCT FROM words
UNION ALL
SELECT report, 'figures', f.start, f."end", f.mention
FROM (SELECT report, unnest(figures) AS f FROM told)
WHERE f.low > f.best OR f.best > f.high OR f.low > f.high
ORDER BY ALL
