"""Fuzzes a reader with Atheris: `fuzz.py --runs 100000 times`; no name lists them.

Coverage-guided: our own modules are instrumented, and inputs that reach something new are
kept in a folder (`.cache/fuzz/READER`), from which the next call goes on. It ends at the
first input that breaks a promise (tests/fuzz/oracles.py), takes longer than `--timeout`
seconds or more than `--memory` MB, and writes that input beside the folder. Once mended it
becomes a line of tests/cases/hostile.jsonl (`--keep FILE WHY` prints it), which the
test-suite reads from then on.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".cache" / "fuzz"
INSIDE = "WARLEDGER_FUZZ_INSIDE"


def main() -> None:
    told = _arguments()
    sys.path[:0] = [str(ROOT / "tests")]
    if told.keep:
        _print_case(told.reader, Path(told.keep[0]), told.keep[1])
    elif INSIDE in os.environ:
        _fuzz(told)
    else:
        sys.exit(_in_a_process())


def _in_a_process() -> int:
    """Fuzz in a process of its own, since libFuzzer ends its process as it pleases, and
    remove what it left; return its exit code.
    """
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="warledger-fuzz-", dir=memory) as folder:
        # Places that the user added must not decide what is found.
        own = {INSIDE: "1", "TMPDIR": folder, "WARLEDGER_DATA": f"{folder}/data"}
        index = {"WARLEDGER_CACHE": str(ROOT / ".cache" / "warledger")}
        command = [sys.executable, *sys.argv]
        return subprocess.run(command, env=index | dict(os.environ) | own).returncode


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "reader", nargs="?", help="which reader; without it they are listed"
    )
    parser.add_argument("--runs", type=int, default=100_000)
    parser.add_argument("--timeout", type=int, default=20, help="seconds for one input")
    parser.add_argument(
        "--memory", type=int, default=4_000, help="MB for the whole process"
    )
    parser.add_argument(
        "--seconds", type=int, default=0, help="end after so many; 0: never"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=KEPT, help="where inputs are kept")
    parser.add_argument(
        "--keep", nargs=2, metavar=("FILE", "WHY"), help="print a case line"
    )
    return parser.parse_args()


def _fuzz(told: argparse.Namespace) -> None:
    import atheris

    # Libraries are not instrumented: what they do is theirs, what they let out is ours.
    with atheris.instrument_imports(include=["warledger"]):
        from fuzz.readers import READERS

    if told.reader not in READERS:
        sys.exit(f"readers: {', '.join(READERS)}")
    reader = READERS[told.reader]
    corpus = told.corpus / reader.name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(reader.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    words = told.corpus / f"{reader.name}.dict"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in reader.words))
    for seed in reader.seeds:  # what is loaded once must not count as one input's time
        reader.take(seed)
    options = [
        sys.argv[0], str(corpus), f"-runs={told.runs}", f"-max_len={reader.longest}",
        f"-timeout={told.timeout}", f"-rss_limit_mb={told.memory}", f"-dict={words}",
        f"-max_total_time={told.seconds}", f"-seed={told.seed}", "-print_final_stats=1",
        f"-artifact_prefix={told.corpus / reader.name}-", "-reload=0", "-len_control=0",
    ]  # fmt: skip
    atheris.Setup(options, reader.take)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    """Return a word as libFuzzer's dictionaries write it: each byte by its number."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8"))


def _print_case(reader: str, file: Path, why: str) -> None:
    data = file.read_bytes()
    try:
        content = {"text": data.decode()}
    except UnicodeDecodeError:
        content = {"base64": b64encode(data).decode()}
    name = f"{reader}-{file.name.rpartition('-')[2][:8]}"
    case = {"id": name, "expect": "pass", "reader": reader, "why": why, **content}
    print(json.dumps(case, ensure_ascii=False))


if __name__ == "__main__":
    main()
