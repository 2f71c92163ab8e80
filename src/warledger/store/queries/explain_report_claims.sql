-- explain_report_claims
-- Where the claims of a report's newest revision stand.
SELECT claim_id, start, "end", trigger_start, trigger_end FROM claims JOIN current USING (report, revision)
WHERE report = $id ORDER BY start, "end", claim_id
