-- Pairs to compare: an anchor of a block with everyone after it in the block's order. Blocks
-- with no more forms than anchors are so compared in full. Every block has the same order, so the
-- former of a pair is the former wherever they meet, and a pair is in one of the $parts only.
CREATE OR REPLACE TEMP TABLE pairs AS
SELECT DISTINCT least(x.claim_id, y.claim_id) AS claim_a, greatest(x.claim_id, y.claim_id) AS claim_b
FROM standing AS x JOIN standing AS y
    ON x.key = y.key AND x.place <= $anchors AND x.place < y.place
WHERE hash(x.form) % $parts = $part
    AND (x.form IN (SELECT form FROM touched_forms) OR y.form IN (SELECT form FROM touched_forms))
