-- The `mentions` export. Columns that a kind does not have are null. Every column is in the
-- order, so that the bytes do not depend on how the rows were stored.
SELECT
    report, kind, start, "end", text, id, name, lat, lon, where_prec, adm1, country, reason,
    type, value, edtf, date_start, date_end, side, measure, low, best, high, cue, claim_id
FROM mentions JOIN current USING (report, revision)
ORDER BY report, start, "end", kind, claim_id NULLS FIRST, measure NULLS FIRST,
    name NULLS FIRST, value NULLS FIRST, cue NULLS FIRST, low NULLS FIRST, high NULLS FIRST,
    best NULLS FIRST, id NULLS FIRST, type NULLS FIRST, edtf NULLS FIRST,
    date_start NULLS FIRST, date_end NULLS FIRST, side NULLS FIRST, lat NULLS FIRST,
    lon NULLS FIRST, where_prec NULLS FIRST, adm1 NULLS FIRST, country NULLS FIRST,
    reason NULLS FIRST
