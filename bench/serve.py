"""How fast the page's server answers and what it needs: `bench/serve.py LEDGER`.

Make the ledger with `bench/made_ledger.py out.ledger` (100,000 incidents, 1,000,000
claims, some minutes). Starts `warledger serve` as a user would, asks it over HTTP with
filters that differ from one request to the next (so that no answer is a remembered one),
and prints the median and the 95th percentile in milliseconds, beside the machine's load: on
a busy machine the wall clock says little, so the server's own processor time per request is
printed too.
"""

import argparse
import gzip
import http.client
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

PORT = 8799
REQUESTS = 60
TICKS = os.sysconf("SC_CLK_TCK")
KINDS = ("incidents", "facets", "search", "view", "timeline", "mask")
THINGS = ("incidents", "places", "actors", "speakers", "outlets", "reports")


class Client:
    """Asks one server, over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[bytes, float]:
        """Return the body as it came and the milliseconds it took; an error ends all."""
        began = time.perf_counter()
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {body[:200]!r}")
        if answer.headers.get("Content-Encoding") != "gzip":
            return gzip.compress(body), took
        return body, took

    def json(self, path: str) -> dict[str, Any]:
        """Return an answer read."""
        told: dict[str, Any] = json.loads(gzip.decompress(self.get(path)[0]))
        return told


def main() -> None:
    """Start the server, ask it, print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    told = parser.parse_args()
    began = time.perf_counter()
    command = [sys.executable, "-m", "warledger.cli", "serve", str(told.ledger)]
    command += ["--no-browser", "--port", str(PORT)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            port = wait_for(server)
            print(f"ready after       {time.perf_counter() - began:8.1f} s")
            measure(Client(port), server.pid, told.requests)
        finally:
            server.terminate()


def wait_for(server: "subprocess.Popen[str]") -> int:
    """Return the port that the server says it has."""
    assert server.stderr is not None
    for line in server.stderr:
        if "showing" in line and "http://" in line:
            return int(line.split("http://")[1].split("/")[0].rpartition(":")[2])
        print(line, end="", file=sys.stderr)
    sys.exit("the server ended before it was ready")


def measure(client: Client, pid: int, requests: int) -> None:
    """Print sizes, times and memory."""
    meta = client.json("/api/meta")
    counts = meta["counts"]
    print(
        f"ledger            {counts['incidents']:,} incidents, {counts['claims']:,} claims"
    )
    print(f"idle memory       {memory(pid, 'VmRSS'):8.0f} MB")
    body, took = client.get("/api/points")
    print(f"points            {len(body) / 1e6:8.2f} MB packed, first {took:.0f} ms")
    facets = client.json("/api/facets?top=200")["facets"]
    random = Random(1)
    for kind in KINDS:
        paths = [path_of(kind, facets, random) for _ in range(requests)]
        report(f"/api/{kind}", client, pid, paths)
    for kind, paths in things(client, facets, random).items():
        report(f"/api/{kind}/…", client, pid, paths)
    print(f"memory at the end {memory(pid, 'VmRSS'):8.0f} MB, at most "
          f"{memory(pid, 'VmHWM'):.0f} MB")  # fmt: skip
    print(f"load of the machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


def path_of(kind: str, facets: dict[str, Any], random: Random) -> str:
    """Return an address with one or two filters that hold something."""
    told = [("from", f"201{random.randint(1, 6)}-0{random.randint(1, 9)}")]
    for aspect in random.sample(sorted(facets), 2):
        told.append((aspect, random.choice(facets[aspect]["values"])["value"]))
    if kind == "search":
        told = [told[0], ("q", random.choice(WORDS)), ("limit", str(random.randint(5, 25)))]
    if kind == "incidents":
        told.append(("limit", str(random.randint(20, 60))))
    return f"/api/{kind}?{urlencode(told)}"


# Common words, rare ones, a phrase, a start, a word left out: what people type.
WORDS = (
    "killing", "army", "lora", "army bombed", '"army bombed"', "brigade near", "kill*",
    "militia -army", "said", "lika bane", "zeka", "amid lora",
)  # fmt: skip


def things(client: Client, facets: dict[str, Any], random: Random) -> dict[str, list[str]]:
    """Return addresses of single things, some of each kind."""
    rows = client.json("/api/incidents?limit=200")["items"]
    shown = random.sample(rows, 15)
    keys = {
        "incidents": [row["id"] for row in shown],
        "places": [row["place"]["key"] for row in shown],
        "reports": [row["lead"]["report"] for row in shown],
        **{
            f"{one}s": [v["value"] for v in facets[one]["values"][5:20] if v["value"]]
            for one in ("actor", "speaker", "outlet")
        },
    }
    return {
        kind: [f"/api/{kind}/{quote(key, safe='')}" for key in dict.fromkeys(keys[kind])]
        for kind in THINGS
    }


def report(name: str, client: Client, pid: int, paths: list[str]) -> None:
    """Print how long the addresses took."""
    paths = list(dict.fromkeys(paths))
    before = processor(pid)
    times = sorted(client.get(path)[1] for path in paths)
    spent = (processor(pid) - before) / len(paths) * 1000
    middle, high = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"{name:17} median {middle:7.0f} ms, p95 {high:7.0f} ms, processor {spent:6.0f} ms"
    )


def processor(pid: int) -> float:
    """Return the seconds of processor time a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int, name: str) -> float:
    """Return a figure of a process's memory in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
