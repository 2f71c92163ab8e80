-- States of control that begin or end, as far as told, in the days from `$first` to `$last`.
SELECT *,
    coalesce(from_first, from_last) <= $last AND coalesce(from_last, from_first) >= $first
        AS begins,
    coalesce(to_first, to_last) <= $last AND coalesce(to_last, to_first) >= $first AS ends
FROM control
WHERE begins OR ends
ORDER BY place_key, coalesce(from_first, from_last) NULLS LAST, kind, holder NULLS FIRST,
    "from", "to", control_id
