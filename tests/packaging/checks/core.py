"""Run in a clean environment by clean_install.py: what the core must do without any extra."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

BIN = Path(sys.executable).parent
SCRIPT = str(BIN / "warledger")
TABLES = ("reports", "mentions", "claims", "incidents", "control")


def warledger(*words: str, ends_with: int = 0) -> str:
    """Return what the installed command says, both streams; fail on another exit code."""
    done = subprocess.run(
        [SCRIPT, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == ends_with, f"{words}: {done.returncode}\n{done.stdout}"
    return done.stdout


def copy_samples(folder: Path) -> None:
    """Copy the shipped reports, without what makes their folder a package."""
    folder.mkdir()
    from warledger.samples import sample_files

    for file in sample_files():
        (folder / file.name).write_bytes(file.read_bytes())


def importing_is_light() -> None:
    """Importing the package loads neither the parser nor the database."""
    import warledger

    assert Path(warledger.__file__).is_relative_to(sys.prefix), warledger.__file__
    heavy = {"spacy", "duckdb", "pyarrow", "numpy"} & set(sys.modules)
    assert not heavy, heavy
    for name in ("fastapi", "uvicorn", "pyspark", "fsspec", "geopandas", "pytest"):
        assert find_spec(name) is None, f"{name} is installed: the core is not alone"


def every_command_has_help() -> None:
    """`--help` needs no extra."""
    told = warledger("--help")
    names = [
        line.split()[0] for line in told.partition("Commands:")[2].splitlines() if line
    ]
    assert "ingest" in names, told
    for name in names:
        warledger(name, "--help")


def reports_become_a_ledger_and_leave_it() -> None:
    """Ingest, reconcile, check, export, re-import, brief and page of the shipped samples."""
    copy_samples(Path("reports"))
    warledger("ingest", "war.ledger", "reports")
    assert "13 already in" in warledger("ingest", "war.ledger", "reports")
    warledger("reconcile", "war.ledger", "--afresh")
    warledger("check", "war.ledger")
    for table in TABLES:
        for form in ("jsonl", "csv", "parquet"):
            out = f"{table}.{form}"
            warledger("export", "war.ledger", "--table", table, "--format", form, "-o", out)
            assert Path(out).stat().st_size > 0
    warledger("export", "war.ledger", "--table", "ledger", "-o", "war.jsonl")
    warledger("import", "again.ledger", "war.jsonl")
    warledger("brief", "war.ledger", "--from", "2017-11-01", "--to", "2017-11-30")
    warledger("page", "war.ledger", "-o", "war.html")
    assert "<html" in Path("war.html").read_text("utf-8")


def what_needs_an_extra_says_which() -> None:
    """A command whose extra is missing says in one line what to install."""
    told = warledger("serve", "war.ledger", "--no-browser", ends_with=1)
    assert "pip install 'warledger[web]'" in told, told
    assert told.count("\n") == 1, told
    told = warledger("ingest", "x.ledger", "s3://bucket/reports", ends_with=1)
    assert "warledger[remote]" in told, told


if __name__ == "__main__":
    importing_is_light()
    every_command_has_help()
    warledger("demo", "--out", "demo")
    assert Path("demo/demo.html").stat().st_size > 100_000
    reports_become_a_ledger_and_leave_it()
    what_needs_an_extra_says_which()
