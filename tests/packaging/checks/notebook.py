"""Run in a clean environment by clean_install.py: frames and plots with the notebook extra."""

import subprocess
import sys
from importlib.resources import files

if __name__ == "__main__":
    command = [sys.executable, "-m", "warledger.cli", "ingest", "war.ledger"]
    subprocess.run([*command, str(files("warledger.samples"))], check=True)
    import matplotlib as mpl

    mpl.use("agg")
    from warledger import open_ledger, plot_losses

    with open_ledger("war.ledger") as ledger:
        assert len(ledger.to_frame("reports")) >= 13
        assert ledger.to_geodataframe("incidents").crs is not None
        assert plot_losses(ledger, measure="killed") is not None
