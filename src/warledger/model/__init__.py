"""The records that stages hand to one another.

Everything here is frozen and holds no behaviour beyond its own identity. Stages (ingest,
extract, geo, reconcile, store) never import one another; they speak through these records.

Offsets count Unicode code points in `Report.text`, half open: `text[start:end]` is the
quote. The stored text is never edited after ingest.
"""

from warledger.model.claims import (
    Claim,
    ClaimActor,
    ClaimDate,
    Extraction,
    Factuality,
    Figure,
    Speaker,
    Status,
)
from warledger.model.incidents import (
    Control,
    ControlKind,
    Copying,
    Deaths,
    Denial,
    Disagreement,
    Incident,
    Judgement,
    Link,
    Losses,
    Passage,
    Reason,
    Standing,
    Toll,
    Verdict,
    Version,
)
from warledger.model.mentions import (
    ActorMention,
    Mentions,
    Place,
    Quantity,
    TimeMention,
    TimeType,
    Toponym,
)
from warledger.model.report import (
    Excluded,
    Report,
    ReportState,
    Section,
    Span,
    identity,
)

__all__ = [
    "ActorMention", "Claim", "ClaimActor", "ClaimDate", "Control", "ControlKind", "Copying",
    "Deaths", "Denial", "Disagreement", "Excluded", "Extraction", "Factuality", "Figure",
    "Incident", "Judgement", "Link", "Losses", "Mentions", "Passage", "Place", "Quantity",
    "Reason", "Report", "ReportState", "Section", "Span", "Speaker", "Standing", "Status",
    "TimeMention", "TimeType", "Toll", "Toponym", "Verdict", "Version", "identity",
]  # fmt: skip
