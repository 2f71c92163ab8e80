SELECT revision FROM reports WHERE report = $report ORDER BY revision
