-- The anchors of the touched blocks as they are before the pending reports are taken in.
CREATE OR REPLACE TEMP TABLE anchors AS
SELECT key, form FROM standing WHERE place <= $anchors
