"""Measure how long `warledger --help` takes, as a user sees it: process start to exit.

python bench/startup.py [--runs N]
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    """Print the least, the median and the longest of many runs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=30)
    runs = parser.parse_args().runs
    program = shutil.which("warledger", path=str(Path(sys.executable).parent))
    if program is None:
        sys.exit("warledger is not installed beside this python; run 'make setup'")
    taken = sorted(seconds([program, "--help"]) for _ in range(runs))
    bare = sorted(seconds([sys.executable, "-c", "pass"]) for _ in range(runs))
    for name, found in (("warledger --help", taken), ("python -c pass", bare)):
        print(
            f"{name:17} {runs} runs: least {found[0]:.3f} s, median "
            f"{statistics.median(found):.3f} s, most {found[-1]:.3f} s"
        )
    print("floor 0.3 s, aim 0.1 s")


def seconds(command: list[str]) -> float:
    """Return the wall time of one run."""
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
