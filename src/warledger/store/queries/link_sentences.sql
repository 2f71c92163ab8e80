-- What the rare words of the two sentences add. They are held against those of the shorter one:
-- much to share and nothing shared speaks against one event, nothing to share says nothing.
-- Pairs that no likeness of reports could lift over $least are left out.
CREATE OR REPLACE TEMP TABLE nearer AS
WITH counted AS (
    SELECT near.*, least(a.bits, b.bits) AS least_bits,
        coalesce(list_sum(list_transform(list_intersect(a.codes, b.codes),
            lambda code: (code & 255) / 8.0 - $commonest)), 0) AS sentence_n
    FROM near JOIN claim_features AS a ON a.claim_id = claim_a
        JOIN claim_features AS b ON b.claim_id = claim_b
),
said AS (
    SELECT *, CASE WHEN sentence_n < 1 AND least_bits < 15 THEN 'none_short'
        WHEN sentence_n < 1 THEN 'none'
        WHEN sentence_n >= 18 THEN 'many'
        WHEN sentence_n < 0.1 * least_bits THEN 'trace'
        WHEN sentence_n < 0.25 * least_bits THEN 'few'
        WHEN sentence_n < 0.5 * least_bits THEN 'some'
        ELSE 'most' END AS sentence
    FROM counted
)
SELECT said.* REPLACE (said.bits + levels.bits AS bits)
FROM said JOIN levels ON aspect = 'sentence' AND level = sentence
WHERE said.bits + levels.bits >= $least
