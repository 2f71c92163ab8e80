"""Ask the package index which locked packages have known vulnerabilities.

    python bench/audit.py                        requirements.lock
    python bench/audit.py requirements-dev.lock  with everything that tests and docs need

pip-audit calls a list clean when the index knows none of its packages. This says how many
were asked about and how many the index knows nothing of. Ends with 1 for a vulnerability,
with 3 where not every package could be looked up.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UNKNOWN = 3


def main() -> int:
    """Print every vulnerability and what could not be looked up."""
    lock = ROOT / (sys.argv[1] if len(sys.argv) > 1 else "requirements.lock")
    command = [
        sys.executable, "-m", "pip_audit", "--requirement", str(lock), "--require-hashes",
        "--disable-pip", "--format", "json", "--progress-spinner", "off",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    if not done.stdout.strip():
        last = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        print(f"{lock.name}: nothing could be looked up: {last}")
        return UNKNOWN
    packages = json.loads(done.stdout)["dependencies"]
    bad = [p for p in packages if p.get("vulns")]
    for package in bad:
        for found in package["vulns"]:
            fixed = ", ".join(found["fix_versions"]) or "no version yet"
            print(
                f"{package['name']} {package['version']}: {found['id']}, mended in {fixed}"
            )
    unknown = [p for p in packages if "skip_reason" in p]
    print(
        f"{lock.name}: {len(packages)} packages, {len(bad)} with known vulnerabilities, "
        f"{len(unknown)} of which the index gave no advisories"
    )
    if bad:
        return 1
    return UNKNOWN if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
