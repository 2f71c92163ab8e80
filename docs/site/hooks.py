"""What the site needs beside the pages, which stay as they are read in the repository.

- Pages outside `docs/` (README, CHANGELOG, CONTRIBUTING …) and notebooks become pages.
- The reference of the library is made of the source: a page a package, a heading a module.
- Links are written as they work in the repository. Those that leave `docs/` are turned here
  to the page of the site that shows the same file, or into plain words where none does; a
  link that goes by a file's name goes by its page's title.
"""

import os
import re
from pathlib import Path, PurePosixPath

import nbformat
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "warledger"
OUTSIDE = {
    "README.md": "project/readme.md",
    "CHANGELOG.md": "project/changelog.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "THIRD_PARTY.md": "project/third-party.md",
    "src/warledger/samples/README.md": "project/samples.md",
}
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
FILE_NAME = re.compile(r"[\w./-]+\.(?:md|ipynb)")
FENCE = re.compile(r"(^```.*?^```\s*?$)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in `docs/`, and a page for each notebook."""
    for path, page in OUTSIDE.items():
        if (ROOT / path).exists():
            text = (ROOT / path).read_text("utf-8")
            files.append(File.generated(config, page, content=text))
    for path in sorted((ROOT / "docs").rglob("*.ipynb")):
        page = path.relative_to(ROOT / "docs").with_suffix(".md").as_posix()
        files.append(File.generated(config, page, content=notebook_page(path)))
    for package in packages():
        page, text = f"reference/{package}.md", reference_page(package)
        files.append(File.generated(config, page, content=text))
    return files


def packages() -> list[str]:
    """Return the names right below `warledger`, without the command line's."""
    found = {path.stem for path in SOURCE.iterdir() if (path / "__init__.py").exists()}
    found |= {path.stem for path in SOURCE.glob("*.py")}
    return sorted(name for name in found - {"cli"} if not name.startswith("_"))


def reference_page(package: str) -> str:
    """Return the page of a package: its modules with their public names, in their words."""
    found = sorted((SOURCE / package).rglob("*.py"))
    # A folder that is no package holds what the package writes out for others.
    modules = [path for path in found if (path.parent / "__init__.py").exists()]
    modules = modules or [SOURCE / f"{package}.py"]
    names = [
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in modules
    ]
    shown = [f"::: {name.removesuffix('.__init__')}" for name in names]
    return f"# warledger.{package}\n\n" + "\n\n".join(shown) + "\n"


def notebook_page(path: Path) -> str:
    """Return a notebook's words and code as a page; outputs are not kept."""
    cells = nbformat.read(path, as_version=4).cells
    parts = [
        cell.source if cell.cell_type == "markdown" else f"```python\n{cell.source}\n```"
        for cell in cells
    ]
    parts.append(f"The notebook itself: [{path.name}]({path.name})")
    return "\n\n".join(parts) + "\n"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page with links that lead to pages of the site."""
    shown = page.file.src_uri
    lies = {site: path for path, site in OUTSIDE.items()}.get(shown, f"docs/{shown}")
    parts = FENCE.split(markdown)
    parts[::2] = [
        LINK.sub(lambda found: _link(found, lies, shown, files), part)
        for part in parts[::2]
    ]
    return "".join(parts)


def _title(path: str) -> str:
    """Return the heading of a page; in the site a page goes by that, not by its file."""
    text = (ROOT / path).read_text("utf-8")
    if path.endswith(".ipynb"):
        text = nbformat.reads(text, as_version=4).cells[0].source
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1] if found else path


def _link(found: re.Match[str], lies: str, shown: str, files: Files) -> str:
    """Return one link, turned to the page that shows its target."""
    bang, words, link = found.groups()
    path, hash_, anchor = link.partition("#")
    if re.match(r"[a-z]+:", link) or not path:
        return found[0]
    target = os.path.normpath(PurePosixPath(lies).parent / path).replace(os.sep, "/")
    target = target.rstrip("/")
    inside = OUTSIDE.get(target, target.removeprefix("docs/"))
    if files.get_file_from_path(inside) is None:
        return words  # a file of the source: named, not linked
    if FILE_NAME.fullmatch(words):
        words = _title(target)
    way = os.path.relpath(inside, PurePosixPath(shown).parent).replace(os.sep, "/")
    return f"{bang}[{words}]({way}{hash_}{anchor})"
