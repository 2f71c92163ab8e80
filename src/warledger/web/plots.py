"""Losses over time as bands: from the lowest to the highest number that a claimant tells.

Each claimant has a band of its own and nothing is added up across claimants. What one
claimant tells of several incidents that begin on one day is added, its lowest numbers for
the lower edge, its highest for the upper; with `cumulative` also what it tells of the days
before. An account without a lower bound adds nothing to the
lower edge; one without an upper bound adds its lower one to the upper edge, and the band
is then marked as open above ("+"). Words without a number ("dozens") add nothing and are
counted in the label. Superseded words and parts of larger counts are left out, and so are
incidents without a day, which the label counts too.

Knowingly missed: a claimant who gives the total of a week beside the day's figures counts
twice, since an incident does not say that it holds others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from warledger.errors import ConfigError

if TYPE_CHECKING:
    from warledger.store.ledger import Ledger

# Matplotlib's, typed loosely: its stubs know no days on an axis, and it may be missing.
Axes = Any
Row = Mapping[str, Any]  # a row of the ledger, read at the rim
UNKNOWN = "side not told"
HATCHES = ("", "//", "..", "xx", "\\\\", "--")


@dataclass(frozen=True, slots=True)
class Band:
    """What one claimant tells of one side's losses, day by day.

    `low` and `high` go with `days`. `is_open` says that some account has no upper bound;
    `vague` counts accounts without a number, `undated` those without a day.
    """

    side: str
    claimant: str
    days: tuple[date, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    is_open: bool = False
    vague: int = 0
    undated: int = 0

    @property
    def label(self) -> str:
        """Return whose losses, who tells them, and what the band leaves out."""
        marks = [f"{self.vague} without a number"] if self.vague else []
        marks += [f"{self.undated} without a day"] if self.undated else []
        more = f" ({', '.join(marks)})" if marks else ""
        return f"{self.side}, by {self.claimant}{' +' if self.is_open else ''}{more}"


def loss_bands(
    ledger: "Ledger", *, measure: str = "killed", cumulative: bool = False
) -> tuple[Band, ...]:
    """Return a band for each side and claimant, by side, then claimant.

    `measure` is "killed" or one of the incidents' other losses ("wounded" …). With
    `cumulative` each day holds what the claimant told of all days up to it.
    """
    found: dict[tuple[str, str], list[tuple[date | None, Row]]] = {}
    for incident in ledger.rows("incidents"):
        for loss in _losses(incident, measure):
            side = loss["side"] or UNKNOWN
            for account in _distinct(loss["by_speaker"]):
                day: Any = incident["date_start"]
                found.setdefault((side, claimant(account)), []).append((day, account))
    bands = (
        _band(side, who, told, cumulative)
        for (side, who), told in sorted(found.items(), key=lambda item: item[0])
    )
    return tuple(band for band in bands if band.days)


def plot_losses(
    ledger: "Ledger",
    *,
    measure: str = "killed",
    side: str | None = None,
    cumulative: bool = False,
    axes: "Axes | None" = None,
) -> "Axes":
    """Draw a band for each side and claimant and return the matplotlib axes.

    `side` leaves one side's losses. Days are upright bars from low to high, or steps of a
    band with `cumulative`. Raises ConfigError where matplotlib is missing.
    """
    if axes is None:
        axes = _new_axes()
    found = loss_bands(ledger, measure=measure, cumulative=cumulative)
    bands = [band for band in found if side in (None, band.side)]
    sides = sorted({band.side for band in bands})
    for number, band in enumerate(bands):
        style = {
            "color": f"C{sides.index(band.side) % 10}",
            "hatch": HATCHES[number % len(HATCHES)],
            "alpha": 0.4,
            "label": band.label,
        }
        days, low, high = list(band.days), list(band.low), list(band.high)
        if cumulative:
            axes.fill_between(days, low, high, step="post", **style)
        else:
            heights = [top - bottom for bottom, top in zip(low, high, strict=True)]
            axes.bar(days, heights, bottom=low, **style)
        # An exact number has no height; its edge shows it.
        axes.scatter([*days, *days], [*low, *high], color=style["color"], marker="_")
    told = ", all days before too" if cumulative else ""
    axes.set_ylabel(f"{measure.replace('_', ' ')}, as each claimant tells{told}")
    axes.set_title("Bands from lowest to highest told; claimants are not added up")
    if bands:
        axes.legend(loc="upper left", fontsize="small")
    return axes


def _new_axes() -> "Axes":
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ConfigError(
            "matplotlib is not installed, which plots are drawn with; install it with "
            "'pip install matplotlib', or take the numbers from loss_bands"
        ) from error
    axes: Axes = pyplot.subplots()[1]
    return axes


def claimant(account: Row) -> str:
    """Return who tells an account: the speaker, in which outlet where it has no name."""
    speaker, outlet = account["speaker"], account["outlet"]
    if speaker is None:
        return str(outlet or "an outlet not stated")
    return f"{speaker} (in {outlet})" if outlet else str(speaker)


def _losses(incident: Row, measure: str) -> Iterator[Row]:
    if measure == "killed":
        yield from incident["deaths"]
        return
    for loss in incident["losses"] or ():
        if loss["measure"] == measure:
            yield loss


def _distinct(accounts: Iterable[Row]) -> Iterator[Row]:
    """Yield the accounts that stand, one where a teller gives the same words twice."""
    seen = set()
    for account in accounts:
        bounds = (account["low"], account["best"], account["high"])
        key = (claimant(account), bounds, tuple(account["words"]))
        if not account["superseded"] and not account["part"] and key not in seen:
            seen.add(key)
            yield account


def _band(
    side: str, who: str, told: list[tuple[date | None, Row]], cumulative: bool
) -> Band:
    steps: dict[date, tuple[float, float]] = {}
    is_open, vague, undated = False, 0, 0
    for day, account in told:
        low, high = account["low"], account["high"]
        if low is None and high is None:
            vague += 1
        elif day is None:
            undated += 1
        else:
            is_open |= high is None
            more = (low or 0.0, high if high is not None else low)
            before = steps.get(day, (0.0, 0.0))
            steps[day] = (before[0] + more[0], before[1] + more[1])
    days = tuple(sorted(steps))
    if cumulative:
        lows, highs = _accumulated(steps, days)
    else:
        lows = tuple(steps[day][0] for day in days)
        highs = tuple(steps[day][1] for day in days)
    return Band(side, who, days, lows, highs, is_open, vague, undated)


def _accumulated(
    steps: Mapping[date, tuple[float, float]], days: tuple[date, ...]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    lows: list[float] = []
    highs: list[float] = []
    for day in days:
        lows.append((lows[-1] if lows else 0.0) + steps[day][0])
        highs.append((highs[-1] if highs else 0.0) + steps[day][1])
    return tuple(lows), tuple(highs)
