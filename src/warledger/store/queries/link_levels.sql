-- What the likeness of the reports adds to the pairs that are left.
CREATE OR REPLACE TEMP TABLE compared AS
SELECT nearer.*, coalesce(round(likeness, 1), 0) AS report_n,
    CASE WHEN is_close THEN 'same_near'
        WHEN nearer.report_a = nearer.report_b THEN 'same'
        WHEN likeness < 0.4 THEN 'none'
        WHEN likeness < 0.8 THEN 'trace'
        WHEN likeness < 1.1 THEN 'little'
        WHEN likeness < 1.4 THEN 'some'
        WHEN likeness < 1.8 THEN 'many'
        WHEN likeness < 2.4 THEN 'much'
        WHEN likeness < 3.2 THEN 'most'
        ELSE 'all' END AS report
FROM nearer LEFT JOIN report_pairs USING (report_a, report_b)
