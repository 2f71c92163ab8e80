"""Installs what is built, alone, in clean environments, and runs it outside the checkout.

    python tests/packaging/clean_install.py                    every Python found, every extra
    python tests/packaging/clean_install.py --python 3.12      that one only
    python tests/packaging/clean_install.py --extra web        these extras only
    python tests/packaging/clean_install.py --once             extras on the first Python only
    python tests/packaging/clean_install.py --sdist            from the source package

For each Python that the package names: a new environment, the package with what it requires
at the versions of requirements.lock, then ingest, demo, reconcile, export, page and the rest
with nothing else installed. An extra comes into an environment of its own that sees the core
and nothing of the other extras. A Python that is not on this machine is named and passed
over. Prints the seconds of each; ends with 1 if anything failed.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).resolve().parents[2]
CHECKS = Path(__file__).with_name("checks")
EXTRAS = ("web", "remote", "notebook", "spark")
# Not of the user's or the checkout's making: what a clean environment may take over.
KEPT = ("PATH", "LANG", "TMPDIR", "JAVA_HOME", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")


@dataclass(frozen=True, slots=True)
class Step:
    """What was done in which environment, how long it took, what went wrong if anything."""

    name: str
    seconds: float
    error: str | None = None


def main() -> int:
    """Print a line for each environment; 1 if one failed, 2 if no Python was found."""
    asked = arguments()
    wanted = asked.python or versions()
    found = {version: interpreter(version) for version in wanted}
    for version in [version for version, path in found.items() if path is None]:
        sys.stdout.write(f"{version}  SKIPPED: no python{version} on PATH or in pyenv\n")
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(prefix="warledger-clean-") as folder:
        package = build(Path(folder), "sdist" if asked.sdist else "wheel")
        with ThreadPoolExecutor(asked.jobs) as pool:
            there = [(version, path) for version, path in found.items() if path is not None]
            work = [
                pool.submit(
                    tried, path, version, package, Path(folder),
                    [] if asked.once and number else asked.extra,
                )
                for number, (version, path) in enumerate(there)
            ]  # fmt: skip
            for done in as_completed(work):
                steps += done.result()
    failed = [step for step in steps if step.error]
    for step in failed:
        sys.stdout.write(f"\n{step.name} failed:\n{step.error}\n")
    return 2 if not steps else int(bool(failed))


def arguments() -> argparse.Namespace:
    """Return what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", action="append", metavar="3.N", help="this version")
    parser.add_argument("--extra", action="append", choices=EXTRAS, help="this extra")
    parser.add_argument("--core", action="store_const", const=[], dest="extra")
    parser.add_argument("--once", action="store_true", help="extras on one Python only")
    parser.add_argument("--jobs", type=int, default=2, help="Pythons at a time")
    parser.add_argument("--sdist", action="store_true", help="install the source package")
    return parser.parse_args()


def versions() -> list[str]:
    """Return the versions of Python that the package's classifiers name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = [
        re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line)
        for line in project["classifiers"]
    ]
    return [found[1] for found in named if found]


def interpreter(version: str) -> str | None:
    """Return a Python of this version: ours, one of pyenv's, or one on PATH."""
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    candidates = [sys.executable, *map(str, sorted(pyenv.glob(f"{version}.*/bin/python")))]
    candidates += [path for path in (shutil.which(f"python{version}"),) if path]
    show = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"
    for candidate in candidates:
        told = subprocess.run([candidate, "-c", show], capture_output=True, text=True)
        if told.stdout.strip() == version:
            return candidate
    return None


def build(folder: Path, what: str) -> Path:
    """Return the wheel or the source package of the checkout, built into the folder."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", what, "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("warledger-*")
    return built


def tried(
    python: str, version: str, package: Path, folder: Path, extras: Sequence[str] | None
) -> list[Step]:
    """Return what came of the core and of each extra; no extra without a core that works."""
    core = folder / f"core-{version}"
    steps = [timed(f"{version} core", partial(install_core, python, core, package))]
    if steps[0].error is None:
        for extra in EXTRAS if extras is None else extras:
            home = folder / f"{extra}-{version}"
            work = partial(install_extra, python, home, core, package, extra)
            steps.append(timed(f"{version} {extra}", work))
            shutil.rmtree(home, ignore_errors=True)
    return steps


def timed(name: str, work: Callable[[], None]) -> Step:
    """Print and return how long the work took, with the last lines of what failed."""
    begun, error = monotonic(), None
    try:
        work()
    except subprocess.CalledProcessError as failed:
        told = "\n".join((failed.stdout or "").splitlines()[-20:])
        error = f"{' '.join(map(str, failed.cmd))}\n{told}"
    step = Step(name, monotonic() - begun, error)
    verdict = "FAILED" if error else "ok"
    sys.stdout.write(f"{step.name:16} {verdict:7} {step.seconds:5.0f} s\n")
    sys.stdout.flush()
    return step


def install_core(python: str, home: Path, package: Path) -> None:
    """Make the environment, install the package alone, run what needs no extra."""
    run([python, "-m", "venv", str(home)])
    pip(home, package)
    run([str(home / "bin" / "python"), "-m", "pip", "check"])
    run_checks(home, "core")


def install_extra(python: str, home: Path, core: Path, package: Path, extra: str) -> None:
    """Make an environment that sees the core's, install one extra, run what it is for."""
    run([python, "-m", "venv", str(home)])
    (site,) = home.glob("lib/python*/site-packages")
    (below,) = core.glob("lib/python*/site-packages")
    (site / "core.pth").write_text(f"{below}\n")
    pip(home, f"warledger[{extra}] @ {package.as_uri()}")
    run_checks(home, extra)


def pip(home: Path, what: Path | str) -> None:
    """Install at the versions of the locks, so that a new release elsewhere breaks nothing."""
    pins = home / "pins.txt"
    pins.write_text("\n".join(pinned()), "utf-8")
    command = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", str(what)]
    run([*command, "--no-compile", "--constraint", str(pins)], clean=False)


def pinned() -> list[str]:
    """Return name, version and marker of each locked package, without hashes."""
    lines = (ROOT / "requirements-dev.lock").read_text("utf-8").splitlines()
    return [line.rstrip(" \\") for line in lines if re.match(r"[a-z0-9][\w.\-]*==", line)]


def run_checks(home: Path, name: str) -> None:
    """Run `checks/NAME.py` with the environment's Python, in an empty folder."""
    with tempfile.TemporaryDirectory(prefix="warledger-away-") as away:
        run([str(home / "bin" / "python"), str(CHECKS / f"{name}.py")], cwd=away, home=away)


def run(
    command: Sequence[str],
    *,
    cwd: str | None = None,
    home: str | None = None,
    clean: bool = True,
) -> None:
    """Run a command; with `clean` without variables that lead to this checkout or user."""
    env = {k: os.environ[k] for k in KEPT if k in os.environ} if clean else dict(os.environ)
    env.pop("PYTHONPATH", None)
    env |= {"OMP_NUM_THREADS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if home is not None:
        env["HOME"] = home
    subprocess.run(
        command, cwd=cwd, env=env, check=True, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
