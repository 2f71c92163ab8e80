-- Reports by title, for the search's list of names.
SELECT report AS id, title, outlet, published FROM reports JOIN current USING (report, revision)
WHERE list_bool_and(list_transform($words, lambda w:
    contains(lower(strip_accents(coalesce(title, '') || ' ' || report)), w)))
ORDER BY published DESC NULLS LAST, report LIMIT $most
