-- One row for each incident, by number: what filters, maps and timelines need of it.
SELECT
    w.incident_id, w.rid,
    i.event_type AS type, i.sub_event_type AS sub, i.status, i.standing,
    i.place.name AS place_name,
    CASE WHEN i.place IS NULL THEN NULL ELSE coalesce(i.place.id, 'name:' || i.place.name) END
        AS place,
    i.place.lat AS lat, i.place.lon AS lon, CAST(i.place.where_prec AS VARCHAR) AS prec,
    i.place.adm1 AS adm1, i.place.country AS country,
    i.date_start - DATE '1970-01-01' AS start_day,
    i.date_end - DATE '1970-01-01' AS end_day,
    len(i.claims) AS claims, i.origins,
    t.side
FROM web_incidents AS w
JOIN incidents AS i ON i.rowid = w.rid
LEFT JOIN (
    SELECT n, mode(first_side ORDER BY first_side) AS side FROM web_claims GROUP BY n
) AS t USING (n)
ORDER BY w.n
