-- How many claims have what a reader may filter by; one row.
SELECT count(*) AS claims,
    count(*) FILTER (date.start IS NOT NULL) AS dated,
    count(*) FILTER (len(places) > 0) AS placed,
    count(*) FILTER (len(list_filter(places, lambda p: p.lat IS NOT NULL)) > 0) AS located,
    count(*) FILTER (len(actors) > 0) AS acted,
    count(*) FILTER (len(sources) > 0) AS attributed,
    count(*) FILTER (len(figures) > 0) AS counted
FROM claims JOIN current USING (report, revision)
