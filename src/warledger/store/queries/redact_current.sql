-- As in schema.sql: the newest revision of each report, here the only one.
CREATE VIEW current AS
    SELECT report, max(revision) AS revision FROM reports GROUP BY report
