SELECT count(*) AS claims FROM regrouped
