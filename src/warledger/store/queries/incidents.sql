-- The `incidents` export: the contract's fields, then ours. A side is its parties' names in
-- alphabetical order, joined; the lists stand beside it. NULL is a side that nobody names.
SELECT
    incident_id, sub_event_type, place, date_start, date_end,
    nullif(array_to_string(side_a, '; '), '') AS side_a,
    nullif(array_to_string(side_b, '; '), '') AS side_b,
    deaths, claims, reports, origins, standing, disagreements,
    event_type, status, date_prec, side_a AS side_a_names, side_b AS side_b_names,
    side_a_ids, side_b_ids, losses, denials, origin_ids, reasons
FROM incidents
ORDER BY date_start NULLS LAST, date_end, incident_id
