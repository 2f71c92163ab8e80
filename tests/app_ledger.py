"""A small ledger of an invented war, made by hand: what the page's tests look at.

Reports, names and places are ours. Claims are made as the extractor would make them; what
follows from them (copies, incidents, control) the pipeline makes.
"""

from datetime import date
from pathlib import Path

from warledger.model import (
    Claim,
    ClaimActor,
    ClaimDate,
    Excluded,
    Extraction,
    Factuality,
    Figure,
    Mentions,
    Place,
    Report,
    Span,
    Speaker,
    Status,
)
from warledger.pipeline.reconcile import reconcile
from warledger.store.opening import open_ledger
from warledger.store.rows import to_entry
from warledger.store.run import Run

NORTH = ("Northern Army", "x:north-army", "North Federation")
LEAGUE = ("League fighters", "x:league", "Southern League")

TAKEN = (
    "The Northern Army captured the town of Arvane on 3 May, killing 12 League fighters, the "
    "defence ministry said. Columns had come down the river road at dawn, past the mill and "
    "the old customs house, and reached the market square before noon. Shops stayed shut, "
    "the bridge was guarded, and nobody crossed to the other bank until the evening."
)
REFUSED = (
    "A League spokesman denied that Arvane had fallen. He said that 3 of its fighters and 20 "
    "soldiers of the Northern Army were killed in Arvane on 3 May. League fighters seized "
    "the town of Arvane on 3 May, the spokesman said on 6 May."
)
SHELLED = (
    "Shells fell somewhere in Keddar province between 1 June and 9 June, according to "
    "unconfirmed accounts. Charred corpses lay in a courtyard. The Northern Army is expected "
    "to attack Tolm in July."
)
AMBUSH = "League fighters ambushed a Northern Army patrol near Tolm on 11 May, killing 5."
HOSTILE = (
    "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">"
)
TURNED = "Harbour \u202eeriW\u202c\u200b"
ARABIC = "معركة عند الجسر"


def span_of(text: str, words: str) -> Span:
    """Return where the words stand, first."""
    start = text.index(words)
    return Span(start, start + len(words))


def arvane(text: str) -> Place:
    """Return the town that all fight about."""
    span = span_of(text, "Arvane")
    return Place(span, "Arvane", "Arvane", "geonames:900001", 15.2, 36.1, 1, "Keddar", "SD",
                 "town", 2, ("Arvane, Tolm district",), "the only town of its name here")  # fmt: skip


def tolm(text: str) -> Place:
    """Return the other town, which is only named as near."""
    span = span_of(text, "Tolm")
    return Place(span, "Tolm", "Tolm", "geonames:900002", 15.6, 36.6, 2, "Keddar", "SD",
                 "town", 1, (), "named beside Arvane")  # fmt: skip


def keddar(text: str) -> Place:
    """Return the province, which is no point."""
    span = span_of(text, "Keddar province")
    return Place(span, "Keddar province", "Keddar", "geonames:900003", 15.9, 35.8, 4,
                 "Keddar", "SD", "province", 1, (), "a province by its word")  # fmt: skip


def party(text: str, words: str, who: tuple[str, str, str]) -> ClaimActor:
    """Return an actor or target as the text names it."""
    name, key, side = who
    return ClaimActor(name, key, words, span_of(text, words), side=side)


def on(day: date, words: str, text: str) -> ClaimDate:
    """Return a day as the text gives it."""
    return ClaimDate(day.isoformat(), day, day, 1, "a day of the month", words,
                     span_of(text, words))  # fmt: skip


def killed(text: str, number: int, words: str, of: str) -> Figure:
    """Return a count of dead."""
    return Figure("killed", number, number, number, words, span_of(text, words), of)


def claim(text: str, report: str, words: str, trigger: str, **fields: object) -> Claim:
    """Return a claim that rests on the words."""
    made = {
        "event_type": "Battles", "sub_event_type": "Armed clash",
        "status": Status.OCCURRED, "factuality": Factuality.CERTAIN,
    } | fields  # fmt: skip
    return Claim(report, span_of(text, words), span_of(text, trigger), **made)


MAY_3 = date(2031, 5, 3)
TAKES = {
    "event_type": "Battles", "sub_event_type": "Government regains territory",
    "plover": "COERCE/seize",
}  # fmt: skip


def taking(text: str, report: str) -> Claim:
    """Return the ministry's word that the town fell."""
    words = text[: text.index(", the defence")]
    return claim(
        text, report, words, "captured", **TAKES,
        actors=(party(text, "The Northern Army", NORTH),),
        targets=(party(text, "League fighters", LEAGUE),),
        places=(arvane(text),), date=on(MAY_3, "on 3 May", text),
        figures=(killed(text, 12, "12 League fighters", "Southern League"),),
        sources=(Speaker("Defence ministry", "the defence ministry",
                         span_of(text, "the defence ministry"), "said", None, "official",
                         "North Federation"),),
    )  # fmt: skip


def spokesman(text: str, words: str, cue: str) -> Speaker:
    """Return the League's spokesman as named by the words."""
    return Speaker("League spokesman", words, span_of(text, words), cue, None, "official",
                   "Southern League")  # fmt: skip


def refusing(report: str) -> tuple[Claim, ...]:
    """Return what the League says: not fallen, other figures, still held."""
    text = REFUSED
    common = {"places": (arvane(text),), "targets": (party(text, "League", LEAGUE),)}
    denial = claim(
        text, report, "A League spokesman denied that Arvane had fallen", "fallen", **TAKES,
        **common, status=Status.DENIED, factuality=Factuality.NOT_CERTAIN,
        actors=(party(text, "the Northern Army", NORTH),),
        date=on(MAY_3, "on 3 May", text), sources=(spokesman(text, "A League spokesman", "denied"),),
    )  # fmt: skip
    clash = claim(
        text, report,
        "3 of its fighters and 20 soldiers of the Northern Army were killed in Arvane on 3 May",
        "were killed", **common, actors=(party(text, "the Northern Army", NORTH),),
        date=on(MAY_3, "on 3 May", text),
        figures=(killed(text, 3, "3 of its fighters", "Southern League"),
                 killed(text, 20, "20 soldiers", "North Federation")),
        sources=(spokesman(text, "He", "said"),),
    )  # fmt: skip
    held = claim(
        text, report, "League fighters seized the town of Arvane on 3 May", "seized",
        event_type="Battles", sub_event_type="Non-state actor overtakes territory",
        actors=(party(text, "League fighters", LEAGUE),),
        places=(arvane(text),), date=on(MAY_3, "on 3 May", text),
        sources=(spokesman(text, "the spokesman", "said"),),
    )  # fmt: skip
    return denial, clash, held


def shelling(report: str) -> tuple[Claim, ...]:
    """Return an unconfirmed shelling of a province over days, and a plan."""
    text = SHELLED
    span = ClaimDate("2031-06-01/2031-06-09", date(2031, 6, 1), date(2031, 6, 9), 3, "both days told",
                     "between 1 June and 9 June", span_of(text, "between 1 June and 9 June"))  # fmt: skip
    shells = claim(
        text, report, text[: text.index(". The Northern")], "Shells fell",
        event_type="Explosions/Remote violence",
        sub_event_type="Shelling/artillery/missile attack", status=Status.UNCONFIRMED,
        factuality=Factuality.POSSIBLE, places=(keddar(text),), date=span,
        reasons=(("actors", "the text names nobody who fired"),),
    )  # fmt: skip
    plan = claim(
        text, report, "The Northern Army is expected to attack Tolm in July", "attack",
        status=Status.EXPECTED, factuality=Factuality.PROBABLE, places=(tolm(text),),
        actors=(party(text, "The Northern Army", NORTH),),
        date=ClaimDate("2031-07", date(2031, 7, 1), date(2031, 7, 31), 4, "a month named",
                       "in July", span_of(text, "in July")),
    )  # fmt: skip
    return shells, plan


def ambush(report: str) -> Claim:
    """Return an ambush near the other town."""
    text = AMBUSH
    return claim(
        text, report, text[:-1], "ambushed", actors=(party(text, "League fighters", LEAGUE),),
        targets=(party(text, "Northern Army", NORTH),), places=(tolm(text),),
        date=on(date(2031, 5, 11), "on 11 May", text),
        figures=(killed(text, 5, "killing 5", "North Federation"),),
    )  # fmt: skip


def hostile(report: str) -> tuple[str, Claim]:
    """Return a text and a claim that carry script, a picture and turned words everywhere."""
    text = f"{HOSTILE} seized Port {TURNED}. {HOSTILE * 3}"
    nowhere = Place(span_of(text, TURNED), TURNED, TURNED, reason=HOSTILE)
    made = claim(
        text, report, text, "seized", sub_event_type="Other",
        actors=(ClaimActor(HOSTILE, None, HOSTILE, span_of(text, HOSTILE), side=HOSTILE),),
        places=(nowhere,), sources=(Speaker(TURNED, TURNED, span_of(text, TURNED), HOSTILE),),
        reasons=(("targets", HOSTILE),),
    )  # fmt: skip
    return text, made


def told() -> list[tuple[Report, tuple[Claim, ...]]]:
    """Return all reports with their claims."""
    wire = TAKEN.replace("Shops stayed shut", "All shops stayed shut")
    text, trap = hostile("trap/1")
    long_title = f"{HOSTILE} {'x' * 20_000}"
    return [
        (report("river-1", TAKEN, "Arvane falls", "River Post", 4), (taking(TAKEN, "river-1"),)),
        (report("wire-1", wire, "Arvane taken", "Harbour Wire", 5), (taking(wire, "wire-1"),)),
        (report("league-1", REFUSED, "No town was lost", "League Voice", 6), refusing("league-1")),
        (report("monthly-1", SHELLED, "June in Keddar", "Witness Monthly", 20), shelling("monthly-1")),
        (report("bridge-1", AMBUSH, ARABIC, "River Post", 12), (ambush("bridge-1"),)),
        (report("trap/1", text, long_title, TURNED, 13), (trap,)),
    ]  # fmt: skip


def report(key: str, text: str, title: str, outlet: str, day: int) -> Report:
    """Return a report published on a day of June 2031 or, for May's, of May."""
    month = 6 if key == "monthly-1" else 5
    excluded = ()
    if key == "river-1":
        excluded = (Excluded(span_of(text, "nobody crossed to the other bank"), "caption"),)
    return Report(key, text, title, outlet, published=date(2031, month, day), excluded=excluded,
                  published_basis="as the input says", url=f"https://example.invalid/{key}")  # fmt: skip


def yielded(one: Report, claims: tuple[Claim, ...]) -> Extraction:
    """Return what a report yielded: claims, and the places named in them as mentions."""
    places = {place.span: place for made in claims for place in made.places}
    mentions = Mentions(places=tuple(places[span] for span in sorted(places)))
    return Extraction(one.report_id, mentions, claims, (("no trigger", 2),))


def make_ledger(path: Path) -> Path:
    """Write the ledger, reconcile it, return where it is."""
    run = Run("0", {"language": "en"}, "by hand", "by hand", "by hand")
    with open_ledger(path, write=True) as ledger:
        ledger.begin(run)
        ledger.append([
            to_entry(one, yielded(one, claims), revision=1, run_id=run.run_id)
            for one, claims in told()
        ])  # fmt: skip
        reconcile(ledger)
    return path
