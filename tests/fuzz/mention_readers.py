"""Readers of sentences: times, figures, place names, actors, and a claim's whole way."""

from datetime import date

from fuzz.oracles import (
    Cut,
    check_apart,
    check_bounds,
    check_days,
    check_point,
    check_span,
    check_stored,
    text_of,
)
from warledger.extract.actors import find_actors
from warledger.extract.quantities import find_quantities
from warledger.extract.times import find_times
from warledger.extract.times.edtf import edtf_of_value
from warledger.geo.gazetteer import load_gazetteer
from warledger.geo.recognise import find_toponyms
from warledger.geo.resolve import resolve
from warledger.geo.romanise import (
    fold_keys,
    likeness,
    near_keys,
    plain_key,
    query_keys,
    sound,
)
from warledger.ingest.dates import find_dates, parse_day
from warledger.model import Report, Section, Span
from warledger.pipeline import Settings, extract_claims
from warledger.store.rows import to_entry

ANCHORS = (None, date(2017, 8, 22), date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29))
SETTINGS = Settings()


def read_times(data: bytes) -> None:
    cut = Cut(data)
    anchor = ANCHORS[cut.number(len(ANCHORS) - 1)]
    text = cut.text()
    found = find_times(text, published=anchor)
    check_apart([mention.span for mention in found])
    for mention in found:
        check_span(mention.span, text)
        check_days(mention.start, mention.end)
        assert (mention.start is None) == (mention.precision is None)
        assert mention.value
        edtf_of_value(mention.value)
    for dated in find_dates(text, near=anchor):
        assert dated.on is None or isinstance(dated.on, date)
    parse_day(text[:60])
    edtf_of_value(text[:20])


def read_figures(data: bytes) -> None:
    text = text_of(data)
    found = find_quantities(text)
    check_apart([quantity.span for quantity in found])
    for quantity in found:
        check_span(quantity.span, text)
        check_bounds(quantity.low, quantity.best, quantity.high)
        check_bounds(0, quantity.low if quantity.low is not None else quantity.high)


def read_names(data: bytes) -> None:
    """Romanise two names and compare them; a name is most like itself."""
    one, _, other = text_of(data).partition("\n")
    assert plain_key(plain_key(one)) == plain_key(one)
    for key in (*fold_keys(one), *query_keys(one), *fold_keys(one, country="SY")):
        assert key
        near_keys(key)
    sound(one)
    assert 0 <= likeness(one, other) <= 1.0001
    assert likeness(one, other) <= likeness(one, one) + 1e-9


def read_places(data: bytes) -> None:
    text = text_of(data)
    gazetteer = load_gazetteer()
    toponyms = find_toponyms(text, gazetteer=gazetteer, demonyms=True)
    for toponym in toponyms:
        check_span(toponym.span, text)
    for place in resolve(toponyms, text, gazetteer=gazetteer):
        check_span(place.span, text)
        assert place.span.of(text) == place.mention
        check_point(place.lat, place.lon)
        assert place.reason or place.lat is not None
        assert place.where_prec in (None, 1, 2, 3, 4, 5, 6, 7)


def read_actors(data: bytes) -> None:
    text = text_of(data)
    found = find_actors(text, outlet=text[:20] or None)
    check_apart([actor.span for actor in found])
    for actor in found:
        check_span(actor.span, text)
        assert actor.name.strip()
        assert actor.head is None or actor.head.end <= len(text)


def read_sentence(data: bytes) -> None:
    """Extract all that a report of these words claims, as a run does."""
    cut = Cut(data)
    day = ANCHORS[cut.number(1)]
    text = cut.text()
    sections = (Section(Span(0, len(text)), day, "given"),) if text else ()
    report = Report("r", text, published=day, sections=sections)
    (found,) = extract_claims([report], settings=SETTINGS)
    entry = to_entry(report, found, revision=1, run_id="run")
    # A claim whose words were not the text at its span would have been left out here.
    assert len(entry.claims) == len(found.claims)
    check_stored(entry)
    for claim in found.claims:
        check_span(claim.span, text)
        assert claim.span.covers(claim.trigger)
        for figure in claim.figures:
            check_bounds(figure.low, figure.best, figure.high)
        for place in claim.places:
            check_point(place.lat, place.lon)
        if claim.date is not None:
            check_days(claim.date.start, claim.date.end)


SENTENCE = (
    "Rebels of the Free Syrian Army shelled the village of Bara, 12 km south of Gao, on "
    "Monday, killing at least 12 soldiers and between 5 and 7 civilians, a spokesman said."
)
DENIAL = (
    "“No tank was lost,” the ministry said on 3 May, denying SANA's report that up to two "
    "dozen militants had retaken Al-Qusayr and Deir ez-Zor overnight."
)
SEEDS = {
    "times": (b"\x01on Monday, 21-22 August 2017 at 5 p.m.", b"\x00three days after 3 May",
              b"\x03in late 1999, the 1990s, last year", b"\x02two weeks ago; 30/02/2015",
              b"\x01every Friday since mid-June", "\x01в мае, ١٢ May ２０１７".encode()),
    "figures": (b"at least 12, up to two dozen, between 5 and 7", b"1,200.50; 3.5 million; 1/2",
                b"some 20-30 of 100,000; 40%; the 3rd", b"hundreds; a few; nobody; no fewer than 9",
                "١٢ ２ ² ½ 1e400".encode(), b"one hundred and twenty-three thousand"),
    "names": (b"Deir ez-Zor\nDayr az-Zawr", "دير الزور\nDeir ezzor".encode(),
              "Хәләб\nAleppo".encode(), b"Al-Qusayr\nQuseir", "Şırnak\nSirnak".encode()),
    "places": (SENTENCE.encode(), DENIAL.encode(), b"the town of Al-Bab in Aleppo governorate",
               b"VILLAGES NEAR HOMS,\nHAMA and IDLIB", "Kherson’s Oleshky, Kakhovka".encode()),
    "actors": (SENTENCE.encode(), DENIAL.encode(), b"Gen. O'Neill of the 4th Brigade, SAA",
               b"US-backed SDF and YPG/YPJ fighters", b"Liwa al-Quds, Russian warplanes"),
    "sentence": (b"\x01" + SENTENCE.encode(), b"\x00" + DENIAL.encode(),
                 b"\x01The army denied it had lost Bara.\n\nThey killed three.",
                 b"\x01Car bomb kills nine in Mogadishu", b"\x01If troops enter Homs, 3 may die."),
}  # fmt: skip
READ = {
    "times": read_times, "figures": read_figures, "names": read_names, "places": read_places,
    "actors": read_actors, "sentence": read_sentence,
}  # fmt: skip
SPEECH = (" said ", " denied ", "according to ", " killed ", " of the ", "“", "”", "'s ", "\n\n",
          " in ", " and ", ", ", ". ", "-", "\u202e", "\u200b", "\x00", "ß", "İ")  # fmt: skip
NAMES = ("al-", "Homs", "Aleppo", "the village of ", "governorate", "km south of ", "Army",
         "rebels", "Gen. ", "SDF", "Russian ", "ʿ", "ş", "ال")  # fmt: skip
WORDS = {
    "times": ("Monday", "May", "2017", "ago", "last ", "week", "between ", "early ", "noon",
              "19", "th ", " of ", "to ", "9999", "0000", "February 30", "century", "since "),
    "figures": ("at least ", "up to ", "dozens", "hundred", "million", "between ", " and ", "%",
                "half", "twenty", "-", ",000", "999999999999", "th ", "no ", "½", "٣"),
    "names": NAMES, "places": NAMES + SPEECH, "actors": NAMES + SPEECH,
    "sentence": NAMES + SPEECH,
}  # fmt: skip
