"""Text that is broken, or much longer than news, costs nothing but itself: no crash, a reason.

Each text goes the whole way, as a run takes it; what it may and may not claim is looked at
where the brokenness could mislead: who speaks.
"""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.model import Claim, Report, ReportState
from warledger.pipeline import Chunk, Done, Settings, Tally, analyse
from warledger.store.admission import Admitted

ClaimsOf = Callable[[Sequence[Report]], list[tuple[Claim, ...]]]
MakeReport = Callable[..., Report]


def analysed(report: Report) -> Done:
    chunk = Chunk((Admitted(report, 1, None),), Tally(read=1))
    return analyse(chunk, settings=Settings(), run_id="run")


UNBALANCED = [
    '"The rebels shelled Orla, the mayor said. Troops left.',
    'The rebels shelled Orla," the mayor said. "Troops left.',
    'The mayor said: "Rebels shelled Orla. "Troops killed six men.',
    "“Rebels shelled Orla, the mayor said” on Monday. ” Troops left.",
    "„Rebels shelled Orla“, said the mayor, «troops left.",
    "''Rebels shelled Orla,'' the mayor said, ''and left.",
    '""Rebels shelled Orla"" the mayor said.',
    '" " " Rebels shelled Orla " " the mayor said "',
    "'Rebels' shelled 'Orla', the mayor's 'aide said.",
]
NESTED = [
    "The mayor said: \"A soldier told me 'rebels shelled Orla' and then fled.\"",
    "“He told us ‘the army killed six men’,” the spokesman said.",
    '"They said "rebels shelled Orla"," the governor said.',
    "The mayor said “the general told them ‘the aide had said “rebels shelled Orla”’”.",
]


@pytest.mark.model
@pytest.mark.parametrize("text", [*UNBALANCED, *NESTED])
def test_quotation_marks_in_any_disorder_cost_no_report(text: str) -> None:
    done = analysed(Report("r", text))
    assert done.tally.failed == 0
    assert done.entries[0].report["state"] == ReportState.INGESTED.value
    for claim in done.entries[0].claims:
        assert text[claim["start"] : claim["end"]] == claim["quote"]  # type: ignore[misc]


@pytest.mark.model
def test_a_quotation_that_never_ends_gives_the_floor_to_nobody_after_its_paragraph(
    claims_of: ClaimsOf, make_report: MakeReport
) -> None:
    text = '"Rebels shelled Orla, the mayor said.\n\nTroops of Kenya captured Weirford on Monday.'
    claims = claims_of([make_report(text)])[0]
    capture = [claim for claim in claims if "captured" in claim.trigger.of(text)]
    assert [claim.sources for claim in capture] == [()]


@pytest.mark.model
def test_a_speaker_with_two_titles_is_one_person(
    claims_of: ClaimsOf, make_report: MakeReport
) -> None:
    text = (
        "Colonel Ilka Thornwater said rebels shelled Homs. "
        "Governor Thornwater said troops captured Raqqa. "
        "Spokeswoman Ilka Thornwater said seven soldiers were killed in Aleppo."
    )
    found = [claim.sources[0] for claim in claims_of([make_report(text)])[0]]
    assert len(found) == 3
    assert {speaker.actor_id for speaker in found} == {"person:ilka-thornwater"}
    assert {speaker.role for speaker in found} == {"official"}


def long_sentence(words: int) -> str:
    chosen = random.Random(5)
    clauses = [
        "and the army shelled a village near Homs",
        "while rebels who had fled captured a checkpoint",
        "although the mayor said that six men were killed",
        "because, as the spokesman of the party told a reporter, troops left",
    ]
    text = "On Monday the governor said that troops had left"
    while len(text.split()) < words:
        text += f" {chosen.choice(clauses)}"
    return f"{text}."


@pytest.mark.model
@pytest.mark.parametrize("words", [400, 2_000])
def test_a_sentence_of_hundreds_of_words_is_read_or_passed_over_with_a_reason(
    words: int,
) -> None:
    done = analysed(Report("r", f"{long_sentence(words)} Rebels shelled Homs."))
    assert done.tally.failed == 0
    assert done.entries[0].claims or done.entries[0].passed_over


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "he " * 400 + "said rebels shelled Homs.",
        "said " * 300,
        "SAID THE ARMY " * 100,
        "(" * 500 + "rebels shelled Homs" + ")" * 500,
        "According to according to according to the army, rebels shelled Homs.",
        "The army said the army said the army said the army said rebels shelled Homs.",
        "Denied denied denied: rebels denied denying that they had denied it.",
        "He said. She said. They added. It added. \"\" he added.",
        "\u202eRebels\u202c shelled \u200bHoms\ufeff, the army\u00ad said.",
        "Rebels shelled Homs, said حرس المخاضة‎ of the ̀ ́ ̂ city.",
        "١٢ rebels were killed in Homs, ፲፪ soldiers said.",
        "\n".join(["-", "--", "said", ":", "Homs:", "The army:", "rebels shelled"] * 5),
        "a" * 20_000 + " said rebels shelled Homs.",
    ],
)  # fmt: skip
def test_nonsense_costs_no_report(text: str) -> None:
    done = analysed(Report("r", text))
    assert done.tally.failed == 0


PIECES = st.sampled_from(
    ['"', "“", "”", "'", "‘", "’", "«", "»", ",", ".", ":", " - ", "(", ")", "\n\n", "he", "said",
     "the army", "Colonel Ilka Thornwater", "Governor Thornwater", "rebels", "shelled", "Homs",
     "denied", "according to", "that", "killed", "six", "men", "in a statement", "added", "by",
     "was", "SANA", "quoted", "as saying", "if", "not", "will", "on Monday", "accused", "of"]
)  # fmt: skip


@pytest.mark.model
@settings(max_examples=150)
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_any_disorder_of_quotation_and_speech_keeps_the_promises(pieces: list[str]) -> None:
    text = " ".join(pieces)
    done = analysed(Report("r", text))
    assert done.tally.failed == 0
    for claim in done.entries[0].claims:
        for speaker in claim["sources"]:  # type: ignore[attr-defined]
            assert text[speaker["start"] : speaker["end"]] == speaker["mention"]
