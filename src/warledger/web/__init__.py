"""What people read: the served page, the page in one file, the brief, plots."""
