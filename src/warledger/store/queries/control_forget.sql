DELETE FROM control_claims WHERE report IN (SELECT unnest($reports))
