-- Forms that became anchors of a block or ceased to be: they are compared again. The touched ones
-- are anyway. A block that is down to one form counts as if that one had ceased to be: it costs a
-- comparison and changes nothing.
CREATE OR REPLACE TEMP TABLE moved AS
WITH now AS (SELECT key, form FROM standing WHERE place <= $anchors)
SELECT form FROM (
    SELECT form FROM (SELECT * FROM now EXCEPT SELECT * FROM anchors)
    UNION
    SELECT form FROM (SELECT * FROM anchors EXCEPT SELECT * FROM now)
) ANTI JOIN touched_forms USING (form)
