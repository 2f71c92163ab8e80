-- Every mention of every revision. rowid: as they were stored, since rows that the export's
-- order cannot tell apart must keep theirs.
SELECT * FROM mentions ORDER BY report, revision, rowid
