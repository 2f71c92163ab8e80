-- What the search looks through, by incident: quotes, titles, names as the codebook has them.
SELECT
    w.n, c.quote, r.title,
    list_concat(
        list_transform(c.actors, lambda a: a.name), list_transform(c.targets, lambda a: a.name),
        list_transform(c.places, lambda p: p.name), list_transform(c.sources, lambda s: s.name))
        AS names
FROM web_claims AS w
JOIN claims AS c ON c.rowid = w.rid
JOIN reports AS r ON r.report = c.report AND r.revision = c.revision
ORDER BY w.n, w.rowid
