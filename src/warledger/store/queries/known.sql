-- What a run needs to tell new from known.
SELECT report, revision, digest, origin FROM reports ORDER BY report, revision
