"""How many independent origins stand behind a set of accounts.

Method: every report is asked for whom it rests on. Where it names a speaker for the
incident anywhere, its own voice and its unnamed speakers are taken to rest on them too, and
persons of no known body on a body that it names (whose head they are, more often than not);
else it rests on its outlet. An origin that only passed on what others told in this incident
(an agency that quotes a ministry, an outlet that another report quotes) gives way to those.
Then each report may vouch for one origin and each origin counts once: the number is that of
a largest matching of reports with origins (Kuhn 1955). So two outlets that quote one
monitor are one origin, two that quote two sides are two, and one report alone is one,
whomever it quotes.
"""

from collections.abc import Iterable, Mapping, Sequence

from warledger.reconcile.incidents_told import Account


def independent_origins(accounts: Sequence[Account]) -> tuple[str, ...]:
    """Return the origins that count, in order of their names; never more than reports."""
    rests_on: dict[str, set[str]] = {}
    for account in accounts:
        rests_on.setdefault(account.text, set()).add(account.teller.origin)
    own = {account.text: _house(account) for account in accounts}
    for report, origins in rests_on.items():
        if len(origins) > 1:
            origins.discard(own[report])
        if any(not _is_person(origin) for origin in origins):
            origins.difference_update({o for o in origins if _is_person(o)})
    passed_on = _passed_on(accounts)
    resolved = {
        report: sorted({end for o in origins for end in _ends(o, passed_on)})
        for report, origins in sorted(rests_on.items())
    }
    # A report pasted from two stories has two origins, and still is one report.
    reports = len({account.claim.report_id for account in accounts})
    return tuple(sorted(_match(resolved))[:reports])


def _is_person(origin: str) -> bool:
    """Return whether an origin is a name that no body and no party is known for."""
    name = origin.removeprefix("speaker:")
    return name != origin and (name.startswith("person:") or " " in name)


def _house(account: Account) -> str:
    """Return the origin that a report without a named speaker has: its outlet's."""
    teller = account.teller
    return teller.relays[-1] if teller.relays else teller.origin


def _passed_on(accounts: Iterable[Account]) -> Mapping[str, frozenset[str]]:
    """Return, for each who passed words on, the origins whose words they were."""
    found: dict[str, set[str]] = {}
    for account in accounts:
        for relay in account.teller.relays:
            found.setdefault(relay, set()).add(account.teller.origin)
    return {relay: frozenset(origins) for relay, origins in found.items()}


def _ends(origin: str, passed_on: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return whose words an origin passed on, as far back as is told; itself if none."""
    ends: set[str] = set()
    met: set[str] = set()
    todo = [origin]
    while todo:
        now = todo.pop()
        if now in met:
            continue
        met.add(now)
        todo.extend(passed_on.get(now, ()))
        if not passed_on.get(now):
            ends.add(now)
    return frozenset(ends or {min(met)})


def _match(wanted: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return a largest matching, origin to report; the same for the same input."""
    taken: dict[str, str] = {}

    def place(report: str, tried: set[str]) -> bool:
        for origin in wanted[report]:
            if origin in tried:
                continue
            tried.add(origin)
            if origin not in taken or place(taken[origin], tried):
                taken[origin] = report
                return True
        return False

    for report in wanted:
        place(report, set())
    return taken
