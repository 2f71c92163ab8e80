-- Everything an incident's row holds.
SELECT * FROM incidents WHERE rowid = $row
