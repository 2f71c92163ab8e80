-- Everybody who is actor or target in an incident's claims, under id or name.
SELECT n, coalesce(a.id, 'name:' || a.name) AS value, min(a.name) AS label
FROM (
    SELECT w.n, unnest(list_concat(
        list_transform(c.actors, lambda a: {'id': a.id, 'name': a.name}),
        list_transform(c.targets, lambda a: {'id': a.id, 'name': a.name}))) AS a
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
)
GROUP BY n, value ORDER BY n, value
