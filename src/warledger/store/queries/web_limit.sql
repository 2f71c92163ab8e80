-- The server's own copy is read in small pieces; what it keeps of it in memory is bounded.
SET memory_limit = '128MB'
