-- The reports of a page: those published from `$first` to `$last`, or with a claim of days that
-- meet them; all of them where both are NULL. `characters` are those of their texts.
WITH dated AS (
    SELECT DISTINCT report FROM claims JOIN current USING (report, revision)
    WHERE date.start <= $last::DATE AND date."end" >= $first::DATE
)
SELECT report, length(text) AS characters,
    (SELECT count(*) FROM claims c WHERE c.report = r.report AND c.revision = r.revision)
        AS claims
FROM reports r JOIN current USING (report, revision)
WHERE ($first::DATE IS NULL AND $last::DATE IS NULL)
    OR published BETWEEN $first::DATE AND $last::DATE
    OR report IN (SELECT report FROM dated)
ORDER BY report
