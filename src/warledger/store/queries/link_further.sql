-- A form that is compared again though nothing of its own changed, if there is one.
SELECT form FROM moved LIMIT 1
