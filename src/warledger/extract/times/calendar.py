"""Days and TIMEX3 values: from a value to its first and last day, and back.

TIMEX3 values are ISO 8601 with additions: "2017-W33", "2017-W33-WE" (weekend), "2017-SU" (a
season), "2017-Q1", "2017-H2", "194" (a decade), "18" (a century), "BC0480", "…TNI" (night).
Seasons are the northern meteorological ones. Years before 1 have no days here.
"""

import re
from datetime import date, timedelta

from warledger.errors import QueryError

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# First and last day of a month's early, middle and late third; a year's thirds are months.
_THIRD = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}

Days = tuple[date, date]


def month_days(year: int, month: int, months: int = 1) -> Days | None:
    """Return the first and last day of `months` months from the given one."""
    last = month + months
    try:
        end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1) - timedelta(days=1)
        return date(year, month, 1), end
    except (ValueError, OverflowError):
        return None


def week_days(year: int, week: int) -> Days | None:
    """Return Monday and Sunday of an ISO week, None where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None


def value_days(value: str) -> Days | None:
    """Return the first and last day of a TIMEX3 DATE or TIME value, None where it fixes
    none."""
    day = value.split("T")[0]
    if "X" in day or not day[:2].isdigit():
        return None
    if re.fullmatch(r"[0-9]{2,3}", day):
        first = int(day) * 10 ** (4 - len(day))
        return _years(first, first + 10 ** (4 - len(day)) - 1)
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9A-Z]{2,3}))?(?:-([0-9A-Z]{2}))?", day)
    return None if match is None else _part_days(int(match[1]), match[2], match[3])


def _years(first: int, last: int) -> Days | None:
    if first < 1 or last > 9999:
        return None
    return date(first, 1, 1), date(last, 12, 31)


def _part_days(year: int, part: str | None, rest: str | None) -> Days | None:
    if part is None:
        return _years(year, year)
    if part[0] == "W" and part[1:].isdigit():
        week = week_days(year, int(part[1:]))
        if week is None or rest is None:
            return week
        return (week[1] - timedelta(days=1), week[1]) if rest == "WE" else None
    if part in _SEASON_MONTH:
        return month_days(year, _SEASON_MONTH[part], 3)
    if part[0] == "Q":
        return month_days(year, 3 * int(part[1]) - 2, 3)
    if part[0] == "H":
        return month_days(year, 6 * int(part[1]) - 5, 6)
    if rest is None:
        return month_days(year, int(part))
    found = valid_date(year, int(part), int(rest))
    return None if found is None else (found, found)


def valid_date(year: int, month: int, day: int) -> date | None:
    """Return the day, None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def narrow(days: Days, third: str) -> Days:
    """Return the early ("START"), middle or late third of a stretch of days.

    A month's thirds end on the 10th, the 20th and the last day; a year's on the last of
    April, of August and of December. Stretches shorter than a week are left alone.
    """
    first, last = days
    if third not in _THIRD or (last - first).days < 6:
        return days
    lower, upper = _THIRD[third]
    if 27 <= (last - first).days <= 30 and first.day == 1:
        return (
            first + timedelta(days=10 * lower),
            last if upper == 3 else first + timedelta(days=10 * upper - 1),
        )
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and (
        first.year == last.year
    ):
        return month_days(first.year, 4 * lower + 1, 4) or days
    years = last.year - first.year + 1
    if years > 1 and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        begin, end = first.year + years * lower // 3, first.year + years * upper // 3 - 1
        return date(begin, 1, 1), date(max(begin, end), 12, 31)
    length = (last - first).days + 1
    return (
        first + timedelta(days=length * lower // 3),
        first + timedelta(days=length * upper // 3 - 1),
    )


def shift_months(day: date, months: int) -> date | None:
    """Return the first of the month so many months away, None outside the calendar."""
    count = day.year * 12 + day.month - 1 + months
    return valid_date(count // 12, count % 12 + 1, 1) if 12 <= count < 120_000 else None


def shift_days(day: date, days: int) -> date | None:
    """Return the day so many days away, None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def week_value(day: date) -> str:
    """Return the ISO week of a day as TIMEX3 writes it: "2017-W33"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def year_value(year: int) -> str:
    """Return a year as TIMEX3 writes it; years before Christ are negative: "BC0480"."""
    return f"BC{-year:04d}" if year < 0 else f"{year:04d}"


def year_after(year: int, base: int) -> str:
    """Return the value of a year; there is no year 0 between 1 BC and 1."""
    if base < 0 <= year:
        return year_value(year + 1)
    return year_value(year)


def describe_precision(start: date, end: date) -> int:
    """Return UCDP's date_prec for a stretch of days, both ends counted.

    1 a day; 2 two to six days; 3 a week (or seven days); 4 up to a month; 5 more.
    """
    if end < start:
        raise QueryError(f"days {start}..{end}: the last lies before the first; swap them")
    days = (end - start).days + 1
    for precision, limit in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if days <= limit:
            return precision
    return 5
