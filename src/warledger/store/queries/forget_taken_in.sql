DELETE FROM reconciled WHERE report IN (SELECT unnest($reports))
