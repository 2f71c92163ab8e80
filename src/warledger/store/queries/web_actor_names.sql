-- The words that reports use for an actor, how it is named, and in which role it stands.
SELECT a.name AS name, a.mention AS mention, a.side AS side, a.part AS part,
    count(*) AS count, count(DISTINCT n) AS incidents
FROM (
    SELECT w.n, unnest(list_concat(
        list_transform(c.actors, lambda x:
            {'id': x.id, 'name': x.name, 'mention': x.mention, 'side': x.side, 'part': 'actor'}),
        list_transform(c.targets, lambda x:
            {'id': x.id, 'name': x.name, 'mention': x.mention, 'side': x.side, 'part': 'target'})))
        AS a
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
    WHERE w.n IN (SELECT unnest($numbers))
)
WHERE coalesce(a.id, 'name:' || a.name) = $key
GROUP BY ALL ORDER BY count DESC, name, mention, side, part LIMIT 300
