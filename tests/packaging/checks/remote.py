"""Run in a clean environment by clean_install.py: an address is read with the remote extra."""

import subprocess
import sys
from pathlib import Path

if __name__ == "__main__":
    Path("reports").mkdir()
    Path("reports/a.txt").write_text(
        "Rebels shelled Aleppo on 3 May 2014, killing two men.\n"
    )
    address = Path("reports").resolve().as_uri()
    command = [sys.executable, "-m", "warledger.cli", "ingest", "war.ledger", address]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "read 1 reports: 1 taken in" in done.stderr, done.stderr
