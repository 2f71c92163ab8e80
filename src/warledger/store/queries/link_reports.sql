-- How alike two reports are in rare words: what the shared ones say beyond common words, held
-- against what either could have shared (cosine-like, with the square root of the lengths).
CREATE OR REPLACE TEMP TABLE report_pairs AS
WITH asked AS (
    SELECT DISTINCT a.report AS report_a, b.report AS report_b
    FROM pairs JOIN claim_features AS a ON a.claim_id = claim_a
        JOIN claim_features AS b ON b.claim_id = claim_b
    WHERE a.report <> b.report
)
SELECT report_a, report_b,
    coalesce(list_sum(list_transform(list_intersect(a.codes, b.codes),
        lambda code: (code & 255) / 8.0 - $commonest)), 0)
        / sqrt(sqrt(greatest(a.bits, 1.0) * greatest(b.bits, 1.0))) AS likeness
FROM asked JOIN report_words AS a ON a.report = report_a
    JOIN report_words AS b ON b.report = report_b
