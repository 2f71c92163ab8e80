-- What the derived tables have not taken in: newest revisions that are new, or were made over.
SELECT report, revision FROM current
ANTI JOIN (SELECT report, revision FROM reconciled WHERE rules = $rules) USING (report, revision)
ORDER BY report
