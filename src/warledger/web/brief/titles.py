"""Words that every form of the brief shares: its title, and how a source is named."""

from warledger.web.brief.records import Section, Stretch, Wanted

LEDE = (
    "What reports claim, who says so, and the sentence each line rests on. A claim is not "
    "a fact: nothing here was checked against the world, nothing is added up or averaged, "
    "and what the reports leave open is left open."
)
NOTHING = "Nothing in these days."


def title_of(wanted: Wanted) -> str:
    """Return the brief's title: which days, and of what."""
    days = f"{wanted.first}"
    if wanted.last != wanted.first:
        days += f" to {wanted.last}"
    about = [name for name in (wanted.country, wanted.actor) if name is not None]
    return f"Brief of {days}" + (f": {', '.join(about)}" if about else "")


def lines_in(section: Section) -> int:
    """Return how many lines a section has, without those under others."""
    return sum(len(group.lines) for group in section.groups)


def source_words(stretch: Stretch) -> str:
    """Return where a sentence stands: outlet, day, report, characters, address."""
    outlet = stretch.outlet or "outlet not stated"
    day = str(stretch.published) if stretch.published else "no day of publication"
    title = f", “{stretch.title}”" if stretch.title else ""
    where = f"report {stretch.report}, characters {stretch.start} to {stretch.end}"
    url = f", {stretch.url}" if stretch.url else ""
    return f"{outlet}{title}, {day}, {where}{url}"
