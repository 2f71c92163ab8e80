-- Every claim of every revision, as they were stored.
SELECT * FROM claims ORDER BY report, revision, rowid
