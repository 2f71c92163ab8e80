-- How claims have a place, one row for each way it was found.
SELECT p.name AS name, p.lat AS lat, p.lon AS lon, p.where_prec AS prec, p.adm1 AS adm1,
    p.country AS country, p.kind AS kind, p.reason AS reason, p.candidates AS candidates,
    p.runners_up AS runners_up, count(*) AS count
FROM (SELECT unnest(c.places) AS p FROM web_claims AS w JOIN claims AS c ON c.rowid = w.rid
      WHERE w.n IN (SELECT unnest($numbers)))
WHERE coalesce(p.id, 'name:' || p.name) = $key
GROUP BY ALL ORDER BY count DESC, prec, name, reason LIMIT 50
