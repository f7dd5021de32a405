"""What `isnad watch` says: text for a terminal, Markdown for a workflow's summary, JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from ..capture.watching import Finding, Reach, Report, State
from ..checks.near_quotes import place
from ..problems import Message, Tongue, say
from .output import Format, Output

ALL_THERE, LOST, UNREACHED = 0, 1, 3


def status(reports: Sequence[Report]) -> int:
    """Return the exit status of a watch."""
    if any(report.lost or report.reach is Reach.GONE for report in reports):
        return LOST
    return UNREACHED if any(report.reach is Reach.UNREACHABLE for report in reports) else ALL_THERE


def in_order(reports: Sequence[Report]) -> list[Report]:
    """Return reports, those of pages with another number first, then other changes, then what could not be read."""

    def rank(report: Report) -> tuple[bool, bool, bool, str]:
        is_number = any(finding.is_number for finding in report.lost)
        return not is_number, not report.lost, report.reach is Reach.READ, report.source

    return sorted(reports, key=rank)


def not_captured(names: Sequence[str], reports: Sequence[Report]) -> list[str]:
    """Return sources that nobody captured, those whose page is gone first, then those that could not be read."""
    reach, urgent = {report.source: report.reach for report in reports}, (Reach.GONE, Reach.UNREACHABLE)
    return sorted(names, key=lambda name: [reach.get(name) is not each for each in urgent])


def tell(reports: Sequence[Report], unwatched: Sequence[str], uncaptured: Sequence[str], output: Output) -> str:
    """Return a report in the form and the languages asked for."""
    if output.form is Format.JSON:
        records = [_record(report, output.tongue) for report in reports]
        whole = {"sources": records, "without_address": unwatched, "not_captured": uncaptured}
        return json.dumps(whole, ensure_ascii=False, indent=2)
    ends = list(_ends(unwatched, uncaptured))
    if output.form is Format.MARKDOWN:
        return "\n".join(line for tongue in output.tongues for line in _markdown(reports, ends, tongue))
    lines = [line.text(output.tongue) if isinstance(line, Message) else line for line in _text(reports, ends)]
    return "\n".join(lines)


def _sum(reports: Sequence[Report]) -> Message:
    """Return how many quotes are in which state."""
    findings = [finding for report in reports for finding in report.findings]
    counts = {state: sum(finding.state is state for finding in findings) for state in State}
    unread = sum(report.reach is Reach.UNREACHABLE for report in reports)
    return say(
        "watch-sum", there=counts[State.THERE], moved=counts[State.MOVED], changed=counts[State.CHANGED],
        gone=counts[State.GONE], unread=unread,
    )  # fmt: skip


def _ends(unwatched: Sequence[str], uncaptured: Sequence[str]) -> Iterator[Message]:
    """Yield which articles have no address, and of which nobody captured the text yet."""
    if unwatched:
        yield say("watch-addressless", sources=unwatched)
    if uncaptured:
        yield say("watch-uncaptured", sources=uncaptured)


def _text(reports: Sequence[Report], ends: Sequence[Message]) -> Iterator[Message | str]:
    yield _sum(reports)
    for report in reports:
        yield ""
        yield say("watch-source", source=report.source, address=report.url)
        yield from _lines(report)
    for end in ends:
        yield ""
        yield end


def _markdown(reports: Sequence[Report], ends: Sequence[Message], tongue: Tongue) -> Iterator[str]:
    """Yield a report as HTML within Markdown, so that no sign of an article is read as either."""
    direction = "rtl" if tongue is Tongue.AR else "ltr"
    yield f'<div lang="{tongue}" dir="{direction}">\n'
    yield f"<p><strong>{_safe(_sum(reports), tongue)}</strong></p>"
    for report in reports:
        heading = _safe(say("watch-source", source=report.source, address=report.url), tongue)
        yield f"<h4>{heading}</h4>\n<ul>"
        yield from (f"<li>{_safe(line, tongue)}</li>" for line in _lines(report))
        yield "</ul>"
    yield from (f"<p>{_safe(end, tongue)}</p>" for end in ends)
    yield "\n</div>\n"


def _safe(message: Message, tongue: Tongue) -> str:
    return escape(message.text(tongue), quote=False)


def _lines(report: Report) -> Iterator[Message]:
    """Yield what is said of a page, what is lost first; quotes that stand where they stood are counted only."""
    if report.why is not None:
        is_gone = report.reach is Reach.GONE
        yield say("watch-page-gone", why=report.why) if is_gone else say("watch-page-unreachable", why=report.why)
    elif report.address != report.url:
        yield say("watch-elsewhere", address=report.address)
    yield from map(_line, report.lost)
    yield from (_line(finding) for finding in report.findings if finding.state is State.MOVED)
    if there := sum(finding.state is State.THERE for finding in report.findings):
        yield say("watch-there", count=there)
    if report.paragraphs:
        places = {state: [n for n, found in report.paragraphs.items() if found is state] for state in State}
        yield say("watch-paragraphs", changed=_places(places[State.CHANGED]), gone=_places(places[State.GONE]))
    if report.copy:
        yield from _copy_lines(report.copy)


def _places(numbers: Sequence[int]) -> Message | list[Message]:
    return [place(number) for number in numbers] or say("none")


def _copy_lines(copy: Report) -> Iterator[Message]:
    if copy.why is not None:
        yield say("watch-copy-none", why=copy.why)
        return
    intact = sum(finding.state in (State.THERE, State.MOVED) for finding in copy.findings)
    yield say("watch-copy", address=copy.address, count=intact, whole=len(copy.findings))
    yield from map(_line, copy.lost)


def _line(finding: Finding) -> Message:
    """Return what became of a quote, in a sentence."""
    where: Message = say("watch-outside") if finding.paragraph is None else place(finding.paragraph)
    records, quote = finding.records, finding.quote
    if finding.state is State.CHANGED and finding.differing:
        word, found, right = finding.differing
        return say(
            "watch-changed", records=records, quote=quote, place=where, word=word, found=found, right=right
        )  # fmt: skip
    if finding.state in (State.CHANGED, State.GONE):
        return say("watch-gone", records=records, quote=quote)
    return say("watch-moved", records=records, quote=quote, place=where)


def _record(report: Report, tongue: Tongue) -> dict[str, Any]:
    """Return a report as JSON has it."""
    quotes = [
        {
            "quote": finding.quote, "records": finding.records, "state": finding.state, "paragraph": finding.paragraph,
            "number_changed": finding.is_number,
            "difference": finding.differing and finding.differing._asdict(),
        }
        for finding in report.findings
    ]  # fmt: skip
    return {
        "id": report.source, "url": report.url, "state": report.reach, "address": report.address or None,
        "why": report.why and report.why.text(tongue), "quotes": quotes,
        "paragraphs": {str(number): state for number, state in report.paragraphs.items()},
        "copy": report.copy and _record(report.copy, tongue),
    }  # fmt: skip
