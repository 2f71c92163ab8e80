-- Take out every link of what is compared again.
DELETE FROM links WHERE claim_a IN (SELECT claim_id FROM touched_claims)
    OR claim_b IN (SELECT claim_id FROM touched_claims);
