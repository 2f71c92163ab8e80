-- The claims looked at now, with what must fit for them to be one event.
SELECT claim_id, first_day, last_day, spots, cities, sub_event_type,
    coalesce(last_day - first_day > $long, false) AS is_total
FROM claim_features SEMI JOIN grouped_now USING (claim_id)
ORDER BY claim_id
