-- Every run, with its clock.
SELECT * FROM runs ORDER BY run_id
