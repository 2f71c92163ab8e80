-- Who tells some claims: the speaker nearest the event ('' is none), or the outlet.
SELECT claim_id,
    CASE $kind WHEN 'speaker' THEN coalesce(speaker, '') ELSE coalesce(outlet, report) END AS who
FROM web_claims WHERE claim_id IN (SELECT unnest($claims))
