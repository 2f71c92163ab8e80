"""Whose words a quotation is that runs over several sentences and names its speaker last.

'"The army shelled the mill. Six men died," the miller said.' gives both sentences to the
miller. Method: a sentence that opens a quotation and leaves it open is looked up where the
next closing mark stands, within the paragraph; who speaks right behind that mark speaks
it all. Knowingly missed: a speaker in a sentence that was not parsed because it tells no
event, and quotations whose marks were lost.
"""

from collections.abc import Iterable

from warledger.extract.parsed import Parsed
from warledger.extract.speaker_names import Floor
from warledger.extract.speakers import sentence_speaker
from warledger.model import Speaker

# A quotation in news that is longer has its speaker named before its end.
LONGEST = 1_500
_STRAIGHT, _OPENING, _CLOSING = '"', "“", "”"


def speaker_ahead(
    parsed: Parsed, following: Iterable[Parsed], floor: Floor
) -> Speaker | None:
    """Return who is named at the end of the quotation that this sentence leaves open."""
    closing = _closing(parsed)
    if closing is None or floor.quoted is not None:
        return None
    last = next((s for s in following if s.span.start <= closing <= s.span.end), None)
    if last is None or last.section is not parsed.section:
        return None
    speaker = sentence_speaker(last, floor)
    behind = speaker is not None and speaker.span.start > closing
    return speaker if behind else None


def _closing(parsed: Parsed) -> int | None:
    """Return where the quotation that the sentence leaves open ends, None for none."""
    sentence = parsed.span.of(parsed.text)
    if sentence.count(_OPENING) > sentence.count(_CLOSING):
        mark = _CLOSING
    elif sentence.count(_STRAIGHT) % 2 == 1:
        mark = _STRAIGHT
    else:
        return None
    end = parsed.span.end
    rest = parsed.text[end : end + LONGEST].partition("\n\n")[0]
    at = rest.find(mark)
    return end + at if at >= 0 else None
