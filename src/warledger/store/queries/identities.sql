-- What ids and digests were made of, to make them again.
SELECT claim_id, report, trigger_start, trigger_end FROM claims ORDER BY claim_id, revision
