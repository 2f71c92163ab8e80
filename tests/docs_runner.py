"""Follow a page of the documentation from top to bottom: every command, snippet and query is run.

A page is run in a folder of its own that holds `reports/` (the sample reports) and `war.ledger`
(what `warledger ingest` makes of them). What a fence's language says of it:

- `sh`: run line by line. `warledger` runs within this process, since starting it anew for each
  line would take longer than all that the lines do; `warledger serve` is started, asked and
  ended; `make` runs in the checkout with OUT in the folder; anything else is bash's. A line must
  end with 0, or with what a comment at its end says: `# ends with 1`.
- `python`: run; the snippets of a page share their names, as in a session.
- `sql`: asked of `war.ledger`.
- `output`: what the block before it prints, held against what came out. `…` stands for any
  words, a line of its own for any lines.
- `r`: run by Rscript with this environment's Python for reticulate; where R or reticulate is
  not installed, passed over, and the page's test says so.
- `toml`, `json`, `text`: shown, not run. A `toml` or `json` block behind a line that ends in
  "as `NAME`:" is that file.

A block that cannot be run here opens with a comment that says so and why, for readers and for the
test's report alike: `# not run here: needs the network`.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from warledger import cli
from warledger.geo.gazetteer import load_gazetteer

ROOT = Path(__file__).resolve().parents[1]
FENCE = re.compile(r"^( *)```(\S*)[^\n]*\n(.*?)^\1```\s*?$", re.MULTILINE | re.DOTALL)
NOT_RUN = re.compile(r"(?:#|--) not run here: (.+)")
ENDS_WITH = re.compile(r"#\s*ends with (\d+)\s*$")
FILE_NAME = re.compile(r"\b[Aa]s `([\w.-]+)`:\s*$")
HEREDOC = re.compile(r"<<-?\s*'?(\w+)'?")
RUN = ("sh", "python", "sql", "r")
SHOWN = ("toml", "json", "text", "output")
NEEDS_BASH = re.compile(r"[&;$`*(){}]|<<")
PATIENCE_S = 60


class Broken(AssertionError):
    """A block that does not do what its page says."""


@dataclass(frozen=True)
class Block:
    """A fence: where it stands, in what language, and why it is not run, if it is not."""

    page: Path
    line: int
    language: str
    text: str
    file_name: str | None = None

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"

    @property
    def not_run(self) -> str | None:
        found = NOT_RUN.match(self.text)
        return found[1] if found else None


def r_environment() -> dict[str, str]:
    """Return the environment in which R's reticulate takes this Python."""
    return {**os.environ, "RETICULATE_PYTHON": sys.executable}


@cache
def has_r() -> bool:
    """Return whether R is here, and its package for Python."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "library(reticulate); import('pyarrow.parquet')"]
    done = subprocess.run(asked, env=r_environment(), capture_output=True, check=False)
    return done.returncode == 0


def blocks_of(page: Path) -> list[Block]:
    """Return the fences of a page in its order."""
    text = page.read_text("utf-8")
    blocks = []
    for found in FENCE.finditer(text):
        indent = len(found[1])
        body = "".join(line[indent:] for line in found[3].splitlines(keepends=True))
        before = text[: found.start()].rstrip()
        named = FILE_NAME.search(before)
        line = text.count("\n", 0, found.start()) + 1
        name = named[1] if named else None
        blocks.append(Block(page, line, found[2], body, name))
    return blocks


@dataclass
class Session:
    """A folder in which the blocks of one page are run, one after the other."""

    folder: Path
    names: dict[str, object] = field(default_factory=dict)
    printed: str = ""

    def follow(self, blocks: list[Block]) -> None:
        """Run the blocks; raises Broken at the first that does not do as its page says."""
        for block in blocks:
            if block.not_run is not None:
                self.printed = ""
            elif block.language == "output":
                compare(block, self.printed)
            elif block.language in SHOWN:
                if block.file_name is not None:
                    (self.folder / block.file_name).write_text(block.text, "utf-8")
            else:
                self.printed = getattr(self, f"_{block.language}")(block)

    def _sh(self, block: Block) -> str:
        return "".join(self._command(block, line) for line in commands_of(block.text))

    def _command(self, block: Block, line: str) -> str:
        wanted = int(found[1]) if (found := ENDS_WITH.search(line)) else 0
        words = shlex.split(line, comments=True) if "<<" not in line else [line]
        if words[0] == "make":
            code, told = make(words[1:], self.folder)
        elif _is_ours(words) and "serve" in words:
            code, told = serve(words, self.folder)
        elif NEEDS_BASH.search(ENDS_WITH.sub("", line)) or not _is_ours_alone(line):
            code, told = bash(line, self.folder)
        else:
            code, told = pipeline(line)
        if code != wanted:
            raise Broken(f"{block.where}: '{line}' ended with {code}\n{told}")
        return told

    def _python(self, block: Block) -> str:
        told = io.StringIO()
        code = compile(block.text, block.where, "exec")
        with contextlib.redirect_stdout(told):
            exec(code, self.names)
        return told.getvalue()

    def _r(self, block: Block) -> str:
        done = subprocess.run(
            ["Rscript", "-"], input=block.text, cwd=self.folder, env=r_environment(),
            capture_output=True, text=True, check=False, timeout=PATIENCE_S,
        )  # fmt: skip
        if done.returncode:
            raise Broken(f"{block.where}: R ended with {done.returncode}\n{done.stderr}")
        return done.stdout

    def _sql(self, block: Block) -> str:
        import duckdb

        with duckdb.connect(str(self.folder / "war.ledger"), read_only=True) as ledger:
            return str(ledger.sql(block.text))


def commands_of(text: str) -> Iterator[str]:
    """Yield the commands of a block: comments left out, continued lines and heredocs whole."""
    lines = iter(text.splitlines())
    for line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        whole = line
        while whole.endswith("\\"):
            whole = f"{whole[:-1]} {next(lines).strip()}"
        if found := HEREDOC.search(whole):
            while (more := next(lines)) != found[1]:
                whole += f"\n{more}"
            whole += f"\n{found[1]}\n"
        yield whole


def compare(block: Block, printed: str) -> None:
    """Raise Broken where what came out is not what the page shows."""
    wanted = [line.rstrip() for line in block.text.strip("\n").splitlines()]
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else _any_words(line) for line in wanted
    )
    came = "".join(f"{line.rstrip()}\n" for line in printed.strip("\n").splitlines())
    if re.fullmatch(pattern, came) is None:
        raise Broken(f"{block.where}: shown is not what comes out, which is\n{came}")


def _any_words(line: str) -> str:
    return ".*?".join(map(re.escape, line.split("…"))) + r"\n"


def _is_ours(words: list[str]) -> bool:
    return bool(words) and Path(words[0]).name == "warledger"


def _is_ours_alone(line: str) -> bool:
    return all(_is_ours(stage.words) for stage in stages_of(line))


@dataclass
class Stage:
    """One command of a pipe, with the file it reads from or writes to."""

    words: list[str] = field(default_factory=list)
    reads: str | None = None
    writes: str | None = None


def stages_of(line: str) -> list[Stage]:
    """Return the commands of a pipe."""
    tokens = shlex.shlex(line, posix=True, punctuation_chars="|<>")
    tokens.whitespace_split = True
    stages, rest = [Stage()], iter(list(tokens))
    for token in rest:
        if token == "|":
            stages.append(Stage())
        elif token == "<":
            stages[-1].reads = next(rest)
        elif token == ">":
            stages[-1].writes = next(rest)
        else:
            stages[-1].words.append(token)
    return stages


class Screen(io.BytesIO):
    """Bytes written here are also shown: standard output and error in one, as on a terminal."""

    def __init__(self, shown: io.BytesIO | None = None) -> None:
        super().__init__()
        self.shown = shown

    def write(self, data: object) -> int:
        if self.shown is not None:
            self.shown.write(data)  # type: ignore[arg-type]
        return super().write(data)  # type: ignore[arg-type]


def pipeline(line: str) -> tuple[int, str]:
    """Run commands of ours, each reading what the one before wrote; return code and screen."""
    shown, passed, code = io.BytesIO(), b"", 0
    stages = stages_of(line)
    for number, stage in enumerate(stages):
        given = Path(stage.reads).read_bytes() if stage.reads else passed
        is_last = number == len(stages) - 1
        out = Screen(shown if is_last and not stage.writes else None)
        code = call(stage.words[1:], given, out, Screen(shown))
        passed = out.getvalue()
        if stage.writes:
            Path(stage.writes).write_bytes(passed)
    return code, shown.getvalue().decode()


def call(words: list[str], given: bytes, out: Screen, err: Screen) -> int:
    """Run the command line within this process; return its exit code."""
    load_gazetteer.cache_clear()  # each command is a process of its own to its user
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), "utf-8")
    sys.stdout = io.TextIOWrapper(out, "utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(err, "utf-8", write_through=True)
    try:
        cli.main(words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            stream.detach()
        sys.stdin, sys.stdout, sys.stderr = before
    return 0


def environment() -> dict[str, str]:
    """Return the variables for programs that are started: ours come first on the path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # The suite itself may be run by make, whose flags are not those of what is run here.
    kept = {
        k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")
    }
    return {**kept, "PATH": path}


def bash(line: str, folder: Path) -> tuple[int, str]:
    """Run a line by bash in the folder; return its code and what it printed."""
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", line],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def make(targets: list[str], folder: Path) -> tuple[int, str]:
    """Run make in the checkout, with what it builds in the folder."""
    line = f"make -s -C {shlex.quote(str(ROOT))} OUT={shlex.quote(str(folder / 'out'))} "
    return bash(line + shlex.join(targets), folder)


def is_set_up() -> bool:
    """Return whether `make demo` would set nothing up, so that it may run in a test."""
    if shutil.which("make") is None:
        return False
    asked = subprocess.run(
        ["make", "-q", "-C", str(ROOT), "setup"],
        env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    return asked.returncode == 0


def serve(words: list[str], folder: Path) -> tuple[int, str]:
    """Start the server, ask it for its first page, end it as Ctrl-C does."""
    asked = [word for word in words[1:] if word != "--no-browser"]
    process = subprocess.Popen(
        [sys.executable, "-m", "warledger.cli", *asked, "--no-browser"],
        cwd=folder, env=environment(), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    told = ""
    try:
        while (found := re.search(r"http://\S+", told)) is None:
            line = process.stderr.readline() if process.stderr else ""
            if not line:
                return process.wait(PATIENCE_S), told
            told += line
        with urllib.request.urlopen(found[0].rstrip(".,;"), timeout=PATIENCE_S) as page:
            page.read()
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=PATIENCE_S)[1]
    return (0 if process.returncode in (0, 130) else process.returncode), told + rest
