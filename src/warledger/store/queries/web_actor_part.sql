-- In how many claims an actor acts, is the target, or either.
SELECT count(*) AS claims, count(*) FILTER (acts) AS as_actor,
    count(*) FILTER (suffers) AS as_target
FROM (
    SELECT
        list_bool_or([coalesce(x.id, 'name:' || x.name) = $key FOR x IN c.actors]) AS acts,
        list_bool_or([coalesce(x.id, 'name:' || x.name) = $key FOR x IN c.targets]) AS suffers
    FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
    WHERE w.n IN (SELECT unnest($numbers))
)
WHERE acts OR suffers
