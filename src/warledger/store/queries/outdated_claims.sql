-- Claims of older revisions that were taken in before; a claim that a newer revision still makes
-- at the same place keeps its id, and is not outdated.
SELECT DISTINCT old.claim_id
FROM claims AS old JOIN reconciled USING (report, revision)
WHERE report IN (SELECT unnest($reports))
    AND NOT EXISTS (
        SELECT 1 FROM claims AS new JOIN current USING (report, revision)
        WHERE new.claim_id = old.claim_id)
ORDER BY old.claim_id
