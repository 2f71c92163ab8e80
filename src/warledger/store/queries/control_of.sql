-- The states of some places, as the export has them.
SELECT
    place, holder, kind, "from", "to", claims, according_to, contradicted_by,
    control_id, place_key, holder_id, side, unconfirmed, ended_by, pocket, from_first, from_last,
    to_first, to_last, last_told, reason
FROM control WHERE place_key IN (SELECT unnest($keys))
ORDER BY place_key, coalesce(from_first, from_last) NULLS LAST, kind, holder NULLS FIRST,
    "from", "to", control_id
