-- What is said of who held a place.
SELECT control_id AS id, place, place_key, holder, holder_id, side, kind, "from", "to",
    from_first AS first, from_last AS last, to_first, to_last, last_told, unconfirmed, pocket,
    claims, ended_by, according_to, contradicted_by, reason
FROM control
WHERE place_key = $key OR coalesce(place.id, 'name:' || place.name) = $key
ORDER BY from_first NULLS LAST, control_id LIMIT 2000
