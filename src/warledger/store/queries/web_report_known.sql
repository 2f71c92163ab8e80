SELECT count(*) AS known FROM current WHERE report = $report
