-- Tie every claim of a touched form to the one that speaks for it.
INSERT INTO links
SELECT heads.claim_id AS claim_a, f.claim_id AS claim_b, $weight AS weight,
    [{aspect: 'words', weight: $weight, words: 'the same words, day and standing'}] AS reasons
FROM claim_features AS f SEMI JOIN touched_forms USING (form)
    JOIN heads ON heads.form = f.form
WHERE f.claim_id <> heads.claim_id
