"""Times of a report: found, normalised to TIMEX3 and EDTF, with the days that they fix."""

from warledger.extract.times.calendar import describe_precision
from warledger.extract.times.edtf import edtf_of_days, edtf_of_value
from warledger.extract.times.find import find_times

__all__ = ["describe_precision", "edtf_of_days", "edtf_of_value", "find_times"]
