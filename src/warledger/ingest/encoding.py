"""Turn bytes into text, and say what had to be assumed.

Order of trust: byte order mark, strict UTF-8, UTF-16 without mark (told by its NUL bytes),
UTF-8 with a few broken bytes, the charset that the container declares, cp1252 where nearly
all bytes are ASCII (curly quotes and dashes of Western word processors), then
charset-normalizer. A text that decodes is never altered; if it looks like mojibake (ftfy's
`badness`), a note says so.

Knowingly missed: short non-Latin texts in single-byte charsets may be read in a sister
charset; their language is then not English and they are skipped anyway.
"""

import codecs
import re
from dataclasses import dataclass

from warledger.errors import ReportError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
)
SAMPLE_BYTES = 64 * 1024
# Share of control characters above which bytes are no text; news texts have none at all.
MAX_CONTROL_SHARE = 0.02
# With so many ASCII letters to every other byte, an undeclared text is taken for cp1252:
# Cyrillic and Arabic texts have next to none, and Turkish, the nearest, about eight.
ASCII_LETTERS_PER_BYTE = 5
# At most this share of a UTF-8 text may be broken bytes before another charset is tried.
MAX_BROKEN_SHARE = 0.002
MOJIBAKE_SAMPLE_CHARS = 20_000
# All of ftfy's mojibake patterns need a character that is no ASCII; most of ours have
# these.
SUSPECT = re.compile("[\u00c2\u00c3\u00d0\u00d1\u00d8\u00d9\u00e2\u00ef\ufffd]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the charset it was read in, and what was assumed or looks damaged."""

    text: str
    charset: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of the bytes; bytes that are no text raise ReportError."""
    _refuse_binary(data)
    for mark, charset in BOMS:
        if data.startswith(mark):
            return _decode_marked(data, charset)
    try:
        return _noted(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, declared, error)


def repair_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with lone surrogates, which no file can hold, replaced; a note."""
    if not SURROGATE.search(text):
        return text, ()
    return SURROGATE.sub("\ufffd", text), (
        "lone surrogate characters were replaced by U+FFFD",
    )


def mojibake_notes(text: str) -> tuple[str, ...]:
    """Return a note where the text looks as if once read in the wrong charset."""
    sample = text[:MOJIBAKE_SAMPLE_CHARS]
    if not SUSPECT.search(sample):
        return ()
    from ftfy.badness import is_bad

    if is_bad(sample):
        return (
            "text looks like mojibake (read in a wrong charset before us); left unchanged",
        )
    return ()


def _refuse_binary(data: bytes) -> None:
    """Raise ReportError for binary formats and for bytes full of control characters."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise ReportError(f"binary content ({what}); expected text")
    sample = data[:SAMPLE_BYTES]
    if not sample or any(sample.startswith(mark) for mark, _ in BOMS):
        return
    if _utf16_order(sample) is not None:
        return
    if sample.count(0) > len(sample) * MAX_CONTROL_SHARE:
        raise ReportError("binary content (NUL bytes); expected text")
    controls = len(sample) - len(
        sample.translate(None, bytes(range(1, 9)) + bytes(range(14, 32)))
    )
    if controls > len(sample) * MAX_CONTROL_SHARE:
        raise ReportError("binary content (mostly control characters); expected text")


def _utf16_order(sample: bytes) -> str | None:
    """Return the charset if every other byte is NUL, as in UTF-16 Latin; else None."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _decode_marked(data: bytes, charset: str) -> Decoded:
    try:
        return _noted(data.decode(charset), charset)
    except UnicodeDecodeError:
        text = data.decode(charset, errors="replace")
        return _noted(text, charset, f"broken {charset} bytes were replaced by U+FFFD")


def _decode_legacy(data: bytes, declared: str | None, error: UnicodeDecodeError) -> Decoded:
    """Return the likeliest reading of bytes that are not UTF-8."""
    if (charset := _utf16_order(data[:SAMPLE_BYTES])) is not None:
        return _decode_marked(data, charset)
    mended = data.decode("utf-8", errors="replace")
    broken = mended.count("\ufffd")
    if not mended.isascii() and broken <= max(1, len(data) * MAX_BROKEN_SHARE):
        valid = sum(1 for char in mended if not char.isascii()) - broken
        if valid >= broken:
            where = f"byte {error.start}"
            return _noted(
                mended, "utf-8", f"broken UTF-8 from {where} was replaced by U+FFFD"
            )
    if declared and (text := _try(data, declared)) is not None:
        return _noted(text, declared)
    sample = data[:SAMPLE_BYTES]
    high = sum(byte > 127 for byte in sample)
    letters = sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    if letters >= high * ASCII_LETTERS_PER_BYTE:
        return _decode_western(data)
    return _decode_guessed(data)


def _decode_western(data: bytes) -> Decoded:
    text, charset = _try(data, "cp1252"), "cp1252"
    if text is None:
        text, charset = data.decode("latin-1"), "latin-1"
    return _noted(text, charset, f"not UTF-8; read as {charset}")


def _decode_guessed(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE_BYTES], threshold=0.4).best()
    if best is not None and (text := _try(data, best.encoding)) is not None:
        return _noted(text, best.encoding, f"not UTF-8; guessed as {best.encoding}")
    return _decode_western(data)


def _try(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None


def _noted(text: str, charset: str, *notes: str) -> Decoded:
    return Decoded(text, charset, notes)
