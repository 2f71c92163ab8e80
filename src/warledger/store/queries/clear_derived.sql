-- Forget everything that follows from claims and judgements; redirects stay, for ids are cited.
INSERT INTO redirects BY NAME SELECT incident_id, claims[1] AS claim_id FROM incidents;
DELETE FROM reconciled; DELETE FROM copies; DELETE FROM copy_keys; DELETE FROM copy_words;
DELETE FROM copy_pairs; DELETE FROM links;
DELETE FROM incidents; DELETE FROM incident_claims; DELETE FROM control; DELETE FROM control_claims;
DELETE FROM claim_features; DELETE FROM report_words;
