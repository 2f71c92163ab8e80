-- Forms that became anchors of a block or ceased to be: they are compared again.
CREATE OR REPLACE TEMP TABLE moved AS
WITH now AS (SELECT key, form FROM standing WHERE place <= $anchors)
(SELECT form FROM (SELECT * FROM now EXCEPT SELECT * FROM anchors))
UNION
(SELECT form FROM (SELECT * FROM anchors EXCEPT SELECT * FROM now))
