-- The `reports` export: the contract's fields first, then ours. copy_of is a list, longer than
-- one where stories were pasted together; text formats write the one id of a short one alone. origin_id is what a copy leads back
-- to, and the report's own id for whatever copies nothing; null for a skipped one.
SELECT
    report, text, title, outlet, author, url, language, published, published_basis,
    CASE WHEN copies.report IS NOT NULL THEN 'copy' ELSE state END AS state, reason,
    copies.copy_of AS copy_of,
    CASE WHEN state <> 'skipped' THEN coalesce(copies.origin_id, report) END AS origin_id,
    copies.share AS copy_share, copies.passages AS copy_passages,
    copies.evidence AS copy_evidence,
    reports.revision, sections, excluded, notes, passed_over, run_id
FROM reports JOIN current USING (report, revision) LEFT JOIN copies USING (report)
ORDER BY report
