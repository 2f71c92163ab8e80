"""Reports in: formats, page furniture, publication dates, stories, outlet, language."""

from warledger.ingest.raw import IngestSettings
from warledger.ingest.read import read_reports

__all__ = ["IngestSettings", "read_reports"]
