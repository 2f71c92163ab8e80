-- Forget everything that follows from claims and judgements; redirects stay, for ids are cited.
DELETE FROM reconciled; DELETE FROM copies; DELETE FROM links;
DELETE FROM incidents; DELETE FROM incident_claims; DELETE FROM control;
