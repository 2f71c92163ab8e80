-- So many of the pairs to compare, after those up to a number.
SELECT number, a, b FROM copies_ordered WHERE number > $after AND number <= $after + $most
ORDER BY number
