-- The sides of everybody who is actor or target in an incident's claims.
SELECT DISTINCT n, side AS value, side AS label
FROM (
    SELECT w.n, unnest(list_concat(
        list_transform(c.actors, lambda a: a.side),
        list_transform(c.targets, lambda a: a.side))) AS side
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
)
WHERE side IS NOT NULL ORDER BY n, value
