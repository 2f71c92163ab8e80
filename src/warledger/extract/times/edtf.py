"""EDTF (ISO 8601-2) strings for TIMEX3 values and stretches of days.

One way only: from what was found to the string that is exported. A stretch of days that
is a whole day, month or year is written as such, any other as an interval.
"""

import calendar
import re
from datetime import date

_SEASON = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def edtf_of_days(start: date, end: date) -> str:
    """Return the shortest EDTF string for a stretch of days, both ends counted."""
    if start == end:
        return start.isoformat()
    if start.day == 1 and start.year == end.year:
        if (start.month, end.month, end.day) == (1, 12, 31):
            return f"{start.year:04d}"
        last = calendar.monthrange(end.year, end.month)[1]
        if start.month == end.month and end.day == last:
            return f"{start.year:04d}-{start.month:02d}"
    return f"{start.isoformat()}/{end.isoformat()}"


def edtf_of_value(value: str) -> str | None:
    """Return the EDTF string of a TIMEX3 DATE or TIME value, None where it has none.

    Weeks, quarters and parts of days have none of their own; "XXXX-08-21" is kept, a decade
    "194" is "194X", 241 BC is the year -0240 of ISO 8601.
    """
    day = value.split("T")[0]
    if re.fullmatch(r"[0-9]{2,3}", day):
        return day.ljust(4, "X")
    if match := re.fullmatch(r"BC([0-9]{4})(-[0-9]{2})?(-[0-9]{2})?", day):
        year = 1 - int(match[1])
        written = f"-{-year:04d}" if year < 0 else "0000"
        return written + (match[2] or "") + (match[3] or "")
    if match := re.fullmatch(r"([0-9]{4})-(SP|SU|FA|WI)", day):
        return f"{match[1]}-{_SEASON[match[2]]}"
    if (
        re.fullmatch(r"(?:[0-9]{4}|XXXX)(?:-[0-9]{2}(?:-[0-9]{2})?)?", day)
        and day != "XXXX"
    ):
        return day
    return None


def approximate(edtf: str | None) -> str | None:
    """Return the string marked as approximate ("1981-03~"); intervals are left alone."""
    return edtf if edtf is None or "/" in edtf else f"{edtf}~"
