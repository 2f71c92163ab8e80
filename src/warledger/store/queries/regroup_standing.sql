-- The claims to group, with what must fit for them to be one event.
SELECT claim_id, report, first_day, last_day, spots, cities
FROM claim_features SEMI JOIN regrouped USING (claim_id)
ORDER BY claim_id
