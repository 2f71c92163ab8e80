-- Replace the features of the pending reports.
DELETE FROM claim_features WHERE report IN (SELECT report FROM pending_reports);
DELETE FROM report_words WHERE report IN (SELECT report FROM pending_reports);
INSERT INTO claim_features BY NAME SELECT * FROM arriving;
INSERT INTO report_words BY NAME SELECT * FROM arriving_words;
