"""Google's polyline encoding: lines as text, 2.5 bytes a point (for the makers of maps)."""

from collections.abc import Iterable

Point = tuple[int, int]


def encoded(points: Iterable[Point]) -> str:
    """Return the points as one polyline string: zigzag deltas in base 32, offset by 63."""
    out: list[str] = []
    last: Point = (0, 0)
    for point in points:
        for now, before in zip(point, last, strict=True):
            delta = now - before
            rest = ~(delta << 1) if delta < 0 else delta << 1
            while rest >= 0x20:
                out.append(chr((0x20 | (rest & 0x1F)) + 63))
                rest >>= 5
            out.append(chr(rest + 63))
        last = point
    return "".join(out)
