-- How alike two reports are in rare words: what the shared ones say beyond common words, held
-- against what either could have shared (cosine-like, with the square root of the lengths).
-- Eighths of a bit are whole numbers, so the sum is the same in any order. Lists are intersected
-- pair by pair: joining by word let DuckDB join all reports of a word first, sixty times slower.
CREATE OR REPLACE TEMP TABLE report_pairs AS
WITH asked AS (
    SELECT DISTINCT report_a, report_b FROM nearer WHERE report_a <> report_b
)
SELECT report_a, report_b, coalesce(list_sum(list_transform(list_intersect(a.codes, b.codes),
        lambda code: (code & 255) / 8.0 - $commonest)), 0)
    / sqrt(sqrt(greatest(a.bits, 1.0) * greatest(b.bits, 1.0))) AS likeness
FROM asked JOIN report_words AS a ON a.report = report_a
    JOIN report_words AS b ON b.report = report_b
