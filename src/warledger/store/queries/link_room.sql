SET memory_limit = '1500MB'; SET threads = 2;
