"""Reports in: read formats, leave page furniture out, find dates, outlets, stories, language."""

from warledger.ingest.raw import IngestSettings
from warledger.ingest.read import read_reports

__all__ = ["IngestSettings", "read_reports"]
