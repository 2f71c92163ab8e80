-- The states of control that the claims of the reports `$reports` tell of.
SELECT * FROM control
WHERE list_has_any(claims, (
    SELECT coalesce(list(claim_id), []) FROM claims JOIN current USING (report, revision)
    WHERE report IN (SELECT unnest($reports))))
ORDER BY place_key, coalesce(from_first, from_last) NULLS LAST, kind, holder NULLS FIRST,
    "from", "to", control_id
