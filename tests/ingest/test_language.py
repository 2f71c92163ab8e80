"""English is told even from short texts full of names; other languages by name."""

import pytest

from warledger.ingest.language import tell_language
from warledger.model import Excluded, Span


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Clashes in Deir Ezzor, al-Mayadin and Abu Kamal left 20 dead, the Observatory said.",
            "en",
        ),
        (
            "Fighters of Jaysh al-Islam and Faylaq al-Rahman clashed in Harasta and Arbin.",
            "en",
        ),
        ("THE TROOPS LEFT THE SALT WORKS AT NOON WITH ALL OF THEIR VEHICLES.", "en"),
        ("Deux soldats ont été tués par une mine près de la ville, selon l'armée.", "fr"),
        (
            "Zwei Soldaten wurden bei einer Explosion nahe der Stadt getötet, teilte die Armee mit.",
            "de",
        ),
        (
            "Dos soldados murieron por una mina cerca de la ciudad, dijo el ejército del país.",
            "es",
        ),
        ("قال شهود إن القوات دخلت المدينة من الشمال صباح اليوم", "ar"),
        ("Войска вошли в город с севера утром, сообщили жители и врачи больницы", "ru"),
        ("ЗСУ відбили атаку біля села, повідомили мешканці та лікарі лікарні вранці", "uk"),
        ("军队周日占领了城镇以东的盐场，两名士兵被地雷炸死。", "zh"),
        ("Türk ordusu köyü ele geçirdi, iki asker yaralandı ve yol kapatıldı.", "tr"),
        ("Al Bukamal", None),
        ("", None),
    ],
)
def test_the_language_is(text: str, code: str | None) -> None:
    assert tell_language(text) == code


def test_page_furniture_does_not_decide() -> None:
    story = "Deux soldats ont été tués par une mine près de la ville, selon l'armée."
    menu = " Share this on Facebook and read the terms of use of this site, and all of our news."
    mark = Excluded(Span(len(story) + 1, len(story + menu)), "page chrome")
    assert tell_language(story + menu, (mark,)) == "fr"
