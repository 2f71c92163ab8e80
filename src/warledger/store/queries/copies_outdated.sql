-- Reports whose keys another method made; they compare with no others until made again.
SELECT report FROM copy_words WHERE method <> $method ORDER BY report
