"""Nothing that a report, a file's name or an argument holds steers the terminal it is shown on."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from fuzz.hostile import FIELDS, hostile_report
from warledger.cli import main
from warledger.cli.base import ForTerminal, printable
from warledger.model import Extraction
from warledger.pipeline import Settings
from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

COMMANDS = Path(__file__).parents[1] / "src" / "warledger" / "cli"
# Colour, title and link sequences, a bell, C1 controls, marks that turn the reading order.
STEERING = "\x1b[31m \x1b]0;title\x07 \x1b]8;;https://x.example\x1b\\ \x9b2J \u202egpj\u2066 \x7f\u200b"
RUN = Run("0", asdict(Settings()), "m", "a", "b")
Shown = tuple[int, str, str]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of which every field steers, with incidents and control."""
    path: Path = tmp_path_factory.mktemp("hostile") / "war.ledger"
    words = [f"{STEERING}{number}" for number in range(FIELDS)]
    report, claim = hostile_report(words)
    extraction = Extraction(report.report_id, claims=(claim,))
    with open_ledger(path, write=True) as opened:
        opened.begin(RUN)
        opened.append([to_entry(report, extraction, revision=1, run_id=RUN.run_id)])
        reconcile(opened)
    return path


@pytest.fixture
def shown(capfd: pytest.CaptureFixture[str]) -> Iterator[list[Shown]]:
    """What commands wrote; every line of it is looked at when the test ends."""
    kept: list[Shown] = []
    yield kept
    assert kept
    for _, out, err in kept:
        for line in f"{out}\n{err}".split("\n"):
            assert line.replace("\t", "").isprintable(), repr(line)


def call(
    capfd: pytest.CaptureFixture[str], shown: list[Shown], *arguments: object
) -> Shown:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    told = capfd.readouterr()
    shown.append((int(ended.value.code or 0), told.out, told.err))
    return shown[-1]


def claim_of(ledger: Path) -> str:
    with open_ledger(ledger) as opened:
        return str(next(iter(opened.rows("claims")))["claim_id"])


@pytest.mark.model
def test_what_commands_tell_of_a_hostile_ledger_steers_nothing(
    ledger: Path, capfd: pytest.CaptureFixture[str], shown: list[Shown]
) -> None:
    assert call(capfd, shown, "check", ledger)[0] == 0
    code, out, _ = call(capfd, shown, "explain", ledger, claim_of(ledger))
    assert code == 0
    assert "\\u001b" in out
    call(capfd, shown, "explain", ledger, claim_of(ledger), "--json")
    call(capfd, shown, "control", ledger, f"{STEERING}2")
    call(capfd, shown, "judge", ledger, "--list")
    call(capfd, shown, "brief", ledger, "--from", "2017-08-01", "--to", "2017-08-31")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ingest", "{folder}/new.ledger", f"{{folder}}/{STEERING}"),
        ("ingest", f"--{STEERING}"),
        (STEERING,),
        ("export", "{ledger}", "--table", STEERING),
        ("explain", "{ledger}", STEERING),
        ("control", "{ledger}", STEERING),
        ("judge", "{ledger}", STEERING, STEERING, "same"),
        ("gazetteer", "add", STEERING),
        ("gazetteer", "add", f"https://{STEERING}/x"),
        ("gazetteer", "remove", STEERING),
        ("actors", STEERING),
        ("lexicon", "check", STEERING),
        ("brief", "{ledger}", "--from", STEERING, "--to", "2017-08-31"),
        ("evaluate", STEERING, "--ledger", "{ledger}"),
        ("check", STEERING),
    ],
    ids=lambda arguments: re.sub(r"\W+", "-", " ".join(arguments))[:24],
)
def test_what_is_refused_is_named_without_being_obeyed(
    ledger: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], shown: list[Shown],
    arguments: tuple[str, ...],
) -> None:  # fmt: skip
    given = [part.format(folder=tmp_path, ledger=ledger) for part in arguments]
    assert call(capfd, shown, *given)[0] in (1, 2)


@pytest.mark.parametrize("form", ["jsonl", "csv", "geojson"])
def test_an_export_to_a_terminal_shows_codes_and_to_a_pipe_gives_bytes(
    ledger: Path, form: str
) -> None:
    command = [sys.executable, "-m", "warledger.cli", "export", str(ledger)]
    command += ["--table", "claims", "--format", form]
    piped = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert "\u202e" in piped
    ours, theirs = pty.openpty()
    ran = subprocess.Popen(command, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    seen = read_all(ours)
    assert ran.wait() == 0
    assert "\\u202e" in seen
    assert all(line.isprintable() for line in seen.replace("\r", "").split("\n"))


def read_all(terminal: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(terminal, 1 << 16)
        except OSError:  # how Linux says that the other end is closed
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts).decode()
        parts.append(part)


class Kept:
    """A stream of which the bytes are kept."""

    def __init__(self) -> None:
        self.given = b""

    def write(self, data: bytes) -> int:
        self.given += data
        return len(data)


def test_a_character_cut_in_two_is_shown_whole() -> None:
    kept = Kept()
    stream = ForTerminal(kept)  # type: ignore[arg-type]
    for byte in "Дей\u202eр\n".encode():
        stream.write(bytes([byte]))
    assert kept.given.decode() == "Дей\\u202eр\n"


def test_words_that_print_stay_as_they_are() -> None:
    assert printable("حلب, Дейр, São 𝔔\t1\n") == "حلب, Дейр, São 𝔔\t1\n"
    assert printable("\x1b\ud800\U000e0001") == "\\u001b\\ud800\\udb40\\udc01"


@pytest.mark.parametrize("path", sorted(COMMANDS.glob("*.py")), ids=lambda path: path.stem)
def test_commands_write_through_what_makes_words_printable(path: Path) -> None:
    allowed = 2 if path.stem == "base" else int(path.stem == "__init__")
    assert len(
        re.findall(r"\bclick\.echo\(|\bprint\(|\.secho\(", path.read_text())
    ) <= allowed + (
        path.stem == "demo"  # rich's tables, of our own sample reports, made visible
    )
