-- Number the pairs to compare so that few texts are read twice: those near one another in turn
-- (`near` is the least report that three steps lead to), and there by whoever is in fewer pairs,
-- whose text is read for them while the few that are in many stay at hand.
CREATE OR REPLACE TEMP TABLE copies_sides AS
    SELECT a AS report, b AS other FROM copies_met UNION ALL SELECT b, a FROM copies_met;
CREATE OR REPLACE TEMP TABLE copies_near AS
    WITH one AS (
        SELECT report, count(*) AS pairs, least(report, min(other)) AS near
        FROM copies_sides GROUP BY report
    ),
    two AS (
        SELECT s.report, min(near) AS near
        FROM copies_sides s JOIN one ON one.report = s.other GROUP BY s.report
    )
    SELECT one.report, one.pairs, min(two.near) AS near
    FROM copies_sides s JOIN two ON two.report = s.other JOIN one ON one.report = s.report
    GROUP BY one.report, one.pairs;
CREATE OR REPLACE TEMP TABLE copies_ordered AS
    SELECT row_number() OVER (
        ORDER BY least(x.near, y.near),
            CASE WHEN (x.pairs, a) < (y.pairs, b) THEN a ELSE b END, a, b) AS number, a, b
    FROM copies_met JOIN copies_near x ON x.report = a JOIN copies_near y ON y.report = b
