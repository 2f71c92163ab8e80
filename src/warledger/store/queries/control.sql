-- The `control` export: the contract's fields, then ours. States of a place stand together, in
-- order of time.
SELECT
    place, holder, kind, "from", "to", claims, according_to, contradicted_by,
    control_id, place_key, holder_id, side, unconfirmed, ended_by, pocket, from_first, from_last,
    to_first, to_last, last_told, reason
FROM control
ORDER BY place_key, coalesce(from_first, from_last) NULLS LAST, kind, holder NULLS FIRST,
    "from", "to", control_id
