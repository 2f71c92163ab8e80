-- The `reports` export: the contract's fields first, then ours.
SELECT
    report, text, title, outlet, author, url, language, published, published_basis, state, reason,
    CAST(NULL AS VARCHAR) AS copy_of, CAST(NULL AS VARCHAR) AS origin_id,
    revision, sections, excluded, notes, passed_over, run_id
FROM reports JOIN current USING (report, revision)
ORDER BY report
