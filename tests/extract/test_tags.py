"""Where the comma before "the ministry said" is put back, and where none was lost."""

import pytest

from warledger.extract.tags import tag_breaks


def breaks(sentence: str, *speakers: str) -> list[str]:
    """Return the words before which a comma is put; speakers are single words of it."""
    words = sentence.split()
    numbers = {words.index(name) for name in speakers}
    return [" ".join(words[n : n + 2]) for n in sorted(set(tag_breaks(words, numbers)))]


@pytest.mark.parametrize(
    ("sentence", "speaker", "expected"),
    [
        pytest.param(
            "Shells killed nine people in Kherson the governor said .",
            "governor",
            ["the governor"],
            id="speaker-then-verb",
        ),
        pytest.param(
            "Shells killed nine people in Kherson state media reported .",
            "media",
            ["state media"],
            id="words-of-the-office",
        ),
        pytest.param(
            "Gunmen killed nine people in Kano said police .",
            "police",
            ["said police"],
            id="verb-then-speaker",
        ),
        pytest.param(
            "Shells killed nine people in Kherson the governor said on Monday .",
            "governor",
            ["the governor"],
            id="a-day-may-follow",
        ),
        pytest.param(
            "Shells killed nine people in Kherson , the governor said .",
            "governor",
            [],
            id="the-comma-stands",
        ),
        pytest.param(
            "The governor said shells killed nine people .",
            "governor",
            [],
            id="the-speaker-opens",
        ),
        pytest.param(
            "Fighting went on and the governor said nothing .",
            "governor",
            [],
            id="coordinated-clause",
        ),
        pytest.param(
            "Prices in Geneva rose again the governor said .",
            "governor",
            [],
            id="no-event-before",
        ),
        pytest.param(
            "Shells killed nine people in Kherson the governor said shops burned .",
            "governor",
            [],
            id="a-complement-follows",
        ),
    ],
)
def test_a_lost_comma_is_seen_by_what_stands_around(
    sentence: str, speaker: str, expected: list[str]
) -> None:
    assert breaks(sentence, speaker) == expected


def test_an_unknown_speaker_opens_no_tag() -> None:
    assert breaks("Shells killed nine people in Kherson the governor said .") == []


def test_few_words_and_none_make_no_tag() -> None:
    assert list(tag_breaks((), ())) == []
    assert list(tag_breaks(("said",), {0})) == []
