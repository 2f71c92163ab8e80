-- What the comparisons of words add to the pairs that are left: levels of `report` and `sentence`.
-- The sentence's words are held against those of the shorter one: much to share and nothing
-- shared speaks against one event, nothing to share says nothing.
CREATE OR REPLACE TEMP TABLE compared AS
WITH alike AS (
    SELECT near.*, coalesce(round(likeness, 1), 0) AS report_n,
        CASE WHEN is_close THEN 'same_near'
            WHEN near.report_a = near.report_b THEN 'same'
            WHEN likeness < 0.4 THEN 'none'
            WHEN likeness < 0.8 THEN 'trace'
            WHEN likeness < 1.1 THEN 'little'
            WHEN likeness < 1.4 THEN 'some'
            WHEN likeness < 1.8 THEN 'many'
            WHEN likeness < 2.4 THEN 'much'
            WHEN likeness < 3.2 THEN 'most'
            ELSE 'all' END AS report
    FROM near LEFT JOIN report_pairs USING (report_a, report_b)
),
left_over AS (
    SELECT alike.* REPLACE (alike.bits + levels.bits AS bits)
    FROM alike JOIN levels ON aspect = 'report' AND level = report
    WHERE alike.bits + levels.bits >= $least
),
said AS (
    SELECT left_over.*, least(a.bits, b.bits) AS least_bits,
        coalesce(list_sum(list_transform(list_intersect(a.codes, b.codes),
            lambda code: (code & 255) / 8.0 - $commonest)), 0) AS sentence_n
    FROM left_over JOIN claim_features AS a ON a.claim_id = claim_a
        JOIN claim_features AS b ON b.claim_id = claim_b
)
SELECT *, CASE WHEN sentence_n < 1 AND least_bits < 15 THEN 'none_short'
    WHEN sentence_n < 1 THEN 'none'
    WHEN sentence_n >= 18 THEN 'many'
    WHEN sentence_n < 0.1 * least_bits THEN 'trace'
    WHEN sentence_n < 0.25 * least_bits THEN 'few'
    WHEN sentence_n < 0.5 * least_bits THEN 'some'
    ELSE 'most' END AS sentence
FROM said
