SELECT report, revision, digest, text FROM reports ORDER BY report, revision
