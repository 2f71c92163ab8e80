-- States of control in the order of the `control` export, each with its claims' reports.
WITH told AS (
    SELECT control_id, list(DISTINCT report ORDER BY report) AS reports
    FROM (SELECT control_id, unnest(claims) AS claim_id FROM control)
    JOIN claims USING (claim_id)
    JOIN current USING (report, revision)
    GROUP BY control_id
)
SELECT control.*, coalesce(reports, []) AS reports
FROM control LEFT JOIN told USING (control_id)
ORDER BY place_key, coalesce(from_first, from_last) NULLS LAST, kind, holder NULLS FIRST,
    "from", "to", control_id
