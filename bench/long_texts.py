"""Looks for hangs: words repeated without end, read at one length and at four times it.

`long_texts.py [STAGE...]` prints the words whose time grows much faster than their length
(those that raise end it). A text of a report may have 2,000,000 characters, so what takes
16 times as long for 4 times the length would hang. Nothing printed: nothing found.
"""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from types import FrameType

from warledger.extract.actors import find_actors
from warledger.extract.quantities import find_quantities
from warledger.extract.times import find_times
from warledger.geo.gazetteer import load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve
from warledger.geo.romanise import fold_keys, plain_key
from warledger.ingest.compose import make_report
from warledger.ingest.pages import fragment_text
from warledger.ingest.raw import IngestSettings, RawReport
from warledger.model import Report
from warledger.pipeline import Settings, extract_claims
from warledger.web.brief.markdown import escaped

SHORT, TIMES = 6_000, 4
# Linear is 4; what a cache or the collector adds stays below this.
MOST_GROWTH = 7.0
LEAST_SECONDS = 0.3
GIVEN_UP_AFTER = 30
DAY = date(2017, 8, 22)
WORDS = """a|A |A. |A.|Ab |Al-|- |-|of the |and |"|“|' |Mr. |Mr |[x](|![|<b |< |<b>|
http://x |3 May |May |May 3, 2017 |Monday |between |at least |hundred |
one hundred and |up to |Homs |Homs, |Homs and |Deir ez-Zor, |the town of |
south of |12 km south of |army |the Army |Syrian Army, |Gen. Ali |Lt. Gen. |
said |By Ali~|Share~|* * *~|2013-07-S-024~|GAO, Mali (March 4, 2013) — |é|ا|
ال|İ|ß|ʿ|’|//|...|, |; |: |$|%|½|US-|'s |’s |AFP (|RELATED STORIES~|© 2019 |
© 2019~|Posted on May 3~|Wadi |Wadi-|Abu |Abu al-|Jabal |de |of |spokesman |
Dr. Ali's |President |he |rebels |rebels and |Al-Nusra |Free |Army of |
forces of the |Liwa al-|Russian |U.S. |Homs province, |near |
villages of Homs, |north |20 km |mid-|last week |the night of |from 3 to 5 |
3-|3/|03/04/05 |2013-|in |2 p.m. |1990s |days ago |a few |as many as |
3 or 4 |3,000,|3.5.|million |half |1st |one-|twenty-|Home » |Tags: |
Related |Menu |About Us |[AP](http://x)|Read more: X~|• |(|1,|1 |12 |> |_|=|
Reuters |Updated 5 hours ago~|Rebels shelled Homs. |Rebels shelled Homs and |
said the army. |12.03.2019|gh|iyya |&lt;|<!--|<div>|<table>|
<p>x|~"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("stages", nargs="*", help="which stages; all without")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    signal.signal(signal.SIGALRM, _give_up)
    stages = _stages()
    for name in parser.parse_args().stages or stages:
        stages[name]("Rebels shelled Homs on Monday, killing 5.")
        for words in WORDS.replace("\n", "").split("|"):
            _look(name, stages[name], words.replace("~", "\n"))


def _stages() -> Mapping[str, Callable[[str], object]]:
    gazetteer, settings = load_gazetteer(), IngestSettings()

    def places(text: str) -> object:
        found = find_toponyms(text, gazetteer=gazetteer, demonyms=True)
        return resolve(found, text, gazetteer=gazetteer)

    return {
        "compose": lambda text: make_report(RawReport("r", "here", text), settings),
        "times": lambda text: find_times(text, published=DAY),
        "figures": find_quantities,
        "actors": find_actors,
        "places": places,
        "romanise": lambda text: (plain_key(text), fold_keys(text[:2_000])),
        "markup": lambda text: fragment_text(f"<p>{text}"),
        "markdown": escaped,
        "claims": lambda text: extract_claims([Report("r", text)], settings=Settings()),
    }


def _look(name: str, stage: Callable[[str], object], words: str) -> None:
    short, long = (_seconds(stage, words, SHORT * times) for times in (1, TIMES))
    if short is None or long is None:
        print(f"{name}: {words!r} is given up after {GIVEN_UP_AFTER} s")
    elif long > LEAST_SECONDS and long > MOST_GROWTH * short:
        print(f"{name}: {words!r} takes {short:.3f} s, {TIMES} times as much {long:.3f} s")
    sys.stdout.flush()


def _seconds(stage: Callable[[str], object], words: str, length: int) -> float | None:
    text = (words * (length // len(words) + 1))[:length]
    begun = time.process_time()
    signal.alarm(GIVEN_UP_AFTER)
    try:
        stage(text)
    except _GivenUpError:
        return None
    finally:
        signal.alarm(0)
    return time.process_time() - begun


class _GivenUpError(Exception):
    pass


def _give_up(number: int, frame: FrameType | None) -> None:
    raise _GivenUpError


if __name__ == "__main__":
    main()
