-- Add the claims that one step over a link or a judgement or a present incident leads to.
INSERT INTO regrouped
WITH steps AS (
    SELECT claim_a AS here, claim_b AS there FROM links
    UNION ALL SELECT claim_b, claim_a FROM links
    UNION ALL SELECT claim_a, claim_b FROM newest_words WHERE verdict = 'same'
    UNION ALL SELECT claim_b, claim_a FROM newest_words WHERE verdict = 'same'
    UNION ALL SELECT mine.claim_id, theirs.claim_id FROM incident_claims AS mine
        JOIN incident_claims AS theirs USING (incident_id)
)
SELECT DISTINCT there FROM steps SEMI JOIN regrouped ON here = regrouped.claim_id
EXCEPT SELECT claim_id FROM regrouped
