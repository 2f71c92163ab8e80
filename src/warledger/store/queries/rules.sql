-- By which rules the derived tables were made.
SELECT DISTINCT rules FROM reconciled ORDER BY rules
