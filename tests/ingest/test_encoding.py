"""Bytes are decoded as they were meant, and what had to be assumed is noted."""

import pytest

from warledger.errors import ReportError
from warledger.ingest.encoding import decode, mojibake_notes, repair_surrogates

ENGLISH = (
    "The army’s convoy left the town of Kasaï – “without a shot” – at noon, a café owner said. "
    * 3
)
RUSSIAN = "Войска вошли в город с севера утром, сообщили жители и врачи больницы. " * 3
ARABIC = "قال شهود إن القوات دخلت المدينة من الشمال صباح اليوم وإن الطريق أغلق " * 3


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_english_text_comes_out_whole(charset: str) -> None:
    assert decode(ENGLISH.encode(charset)).text == ENGLISH


@pytest.mark.parametrize(
    ("text", "charset"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (ARABIC, "cp1256")]
)
def test_other_scripts_are_guessed_and_noted(text: str, charset: str) -> None:
    decoded = decode(text.encode(charset))
    assert decoded.text == text
    assert "guessed" in decoded.notes[0]


def test_a_declared_charset_is_believed() -> None:
    text = "Ждём новостей"
    assert decode(text.encode("koi8-r"), declared="koi8-r").text == text


def test_a_declared_charset_that_does_not_exist_is_passed_over() -> None:
    assert (
        decode("café owner said".encode("cp1252"), declared="x-no-such").text
        == "café owner said"
    )


def test_utf8_with_a_broken_byte_keeps_the_rest_and_says_where() -> None:
    data = ENGLISH.encode()
    broken = data[:200] + b"\xff" + data[200:]
    decoded = decode(broken)
    assert decoded.text.replace("\ufffd", "") == ENGLISH
    assert "byte 200" in decoded.notes[0]


def test_utf8_cut_inside_a_character_is_read() -> None:
    assert decode(ARABIC.encode()[:-2]).text.startswith(ARABIC[:40])


def test_a_text_that_decodes_is_not_altered_even_if_it_looks_damaged() -> None:
    text = "The armyâ€™s convoy left â€œwithout a shotâ€\x9d."
    assert decode(text.encode()).text == text
    assert "mojibake" in mojibake_notes(text)[0]
    assert mojibake_notes(ENGLISH) == ()


def test_lone_surrogates_are_replaced() -> None:
    text, notes = repair_surrogates("a\ud800b")
    assert (text, len(notes)) == ("a\ufffdb", 1)
    assert repair_surrogates("ab") == ("ab", ())


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7", b"PK\x03\x04aa", bytes(range(32)) * 9, b"a\x00b\x00\x00\x00c" * 40],
)
def test_binary_content_is_refused(data: bytes) -> None:
    with pytest.raises(ReportError, match="binary content"):
        decode(data)


def test_no_bytes_are_an_empty_text() -> None:
    assert decode(b"").text == ""
