-- One revision of a report, whole, with what is known of it as a copy.
SELECT r.* EXCLUDE (digest, origin), k.copy_of, k.origin_id, k.share, k.passages, k.evidence
FROM reports AS r LEFT JOIN copies AS k USING (report, revision)
WHERE r.report = $report
    AND r.revision = coalesce($revision, (SELECT max(revision) FROM reports WHERE report = $report))
