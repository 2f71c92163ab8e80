"""The tab key: the scripts that shells take in, and what they are told when they ask."""

import os
import shutil
import subprocess
import sys

import pytest

SHELLS = ("bash", "zsh", "fish")


def asked(mode: str, **words: str) -> str:
    """Return what the installed command answers a shell that completes."""
    command = [sys.executable, "-c", "from warledger.cli import main; main()"]
    env = os.environ | words | {"_WARLEDGER_COMPLETE": mode}
    return subprocess.run(command, env=env, capture_output=True, text=True).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_written_that_the_shell_can_read(shell: str) -> None:
    script = asked(f"{shell}_source")
    assert f"_WARLEDGER_COMPLETE={shell}_complete" in script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed; its script was written but not read")
    read = subprocess.run([shell, "-n"], input=script, capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize(
    ("typed", "at", "offered"),
    [
        ("warledger exp", 1, {"explain", "export"}),
        ("warledger export war.ledger --table c", 4, {"claims", "control"}),
        ("warledger export war.ledger --table claims --format geo", 6, {"geojson", "geoparquet"}),
        ("warledger gazetteer v", 2, {"verify"}),
    ],
)  # fmt: skip
def test_commands_and_choices_are_offered(
    shell: str, typed: str, at: int, offered: set[str]
) -> None:
    answer = asked(f"{shell}_complete", COMP_WORDS=typed, COMP_CWORD=str(at))
    words = {word for line in answer.splitlines() for word in line.split(",")}
    assert offered <= words
    assert "ingest" not in words


def test_fish_is_told_what_a_command_does() -> None:
    answer = asked("fish_complete", COMP_WORDS="warledger exp", COMP_CWORD="exp")
    assert "plain,export\t" in answer
