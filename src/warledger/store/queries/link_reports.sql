-- How alike two reports are in rare words: what the shared ones say beyond common words, held
-- against what either could have shared (cosine-like, with the square root of the lengths).
-- Joined word by word: ten times as fast as intersecting lists.
CREATE OR REPLACE TEMP TABLE report_pairs AS
WITH asked AS (
    SELECT DISTINCT report_a, report_b FROM near WHERE report_a <> report_b
),
words AS (
    SELECT report, unnest(codes) AS code FROM report_words
    WHERE report IN (SELECT report_a FROM asked UNION SELECT report_b FROM asked)
),
shared AS (
    -- Eighths of a bit are whole numbers, so the sum is the same in any order.
    SELECT report_a, report_b, sum((x.code & 255) - 8 * $commonest) / 8.0 AS said
    FROM asked JOIN words AS x ON x.report = report_a
        JOIN words AS y ON y.report = report_b AND y.code = x.code
    GROUP BY report_a, report_b
)
SELECT report_a, report_b, coalesce(said, 0)
    / sqrt(sqrt(greatest(a.bits, 1.0) * greatest(b.bits, 1.0))) AS likeness
FROM asked LEFT JOIN shared USING (report_a, report_b)
    JOIN report_words AS a ON a.report = report_a
    JOIN report_words AS b ON b.report = report_b
