"""Whether the two languages say the same: the same facts and macros on both pages, and every fact on one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from ..facts.model import KnowledgeBase
from ..pages.author_places import Spot, Written
from ..pages.author_sentences import place, runs
from ..pages.render import FREE_MACROS, Call, Page
from ..problems import Message, Problem, say
from ..text.languages import DEFAULT_LANGUAGE, Language

# What a reader takes in the order of the sentences: 58 % of these, 12 % of those.
ORDERED = ("figure", "derived", "period", "date", "event_date", "statement")


def check_pages(footnotes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """The two versions of a page show the same facts, under the same footnotes.

    `footnotes` holds the labels of each page's footnotes, by its path in `docs/`.
    """
    for path, labels in footnotes.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for label in sorted(footnotes.get(twin, labels) - labels):
            message = say("parity-shows", page=f"docs/{twin}", what=label.replace("-", " ", 1))
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_calls(pages: Mapping[str, Page]) -> Iterator[Problem]:
    """The two versions of a page call the same macros, each as often; one may name fewer terms, but no others.

    `pages` by their paths in `docs/`.
    """
    for path, page in pages.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for call, times in sorted((_counted(pages.get(twin, page)) - _counted(page)).items()):
            message = say("parity-calls", page=f"docs/{twin}", call=call, times=times)
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)
        ours, theirs = _terms(page), _terms(pages.get(twin, page))
        alone, others = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
        if alone and others:
            message = say("parity-term", call=str(ours[alone[0]]), page=f"docs/{twin}", others=others)
            yield Problem(f"docs/{path}", *place(page, ours[alone[0]]), "PARITY", message)


def _counted(page: Page) -> Counter[str]:
    """Return how often a page calls each macro, but for those that each language uses as its sentences ask."""
    return Counter(str(call) for call in page.calls if call.name not in FREE_MACROS)


def _terms(page: Page) -> dict[str, Call]:
    """Return the terms that a page names, each with a call of it."""
    return {call.args[0]: call for call in page.calls if call.name == "term"}


def check_order(pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Under each heading both languages give figures, periods, days and statements in the same order, each kind alone.

    `pages` by their paths in `docs/`; those that do not call the same macros are left to `check_calls`.
    """
    for path, page in pages.items():
        twin = pages.get(f"{Language(path[:2]).other}/{path[3:]}")
        if twin is None or Language(path[:2]) is DEFAULT_LANGUAGE or _counted(twin) != _counted(page):
            continue
        ours, theirs = _ordered(page), _ordered(twin)
        for kind in ORDERED:
            for (section, call), (other, there) in zip(ours[kind], theirs[kind], strict=False):
                if (section, str(call)) != (other, str(there)):
                    name = f"docs/{Language(path[:2]).other}/{path[3:]}"
                    message = say("parity-order", here=str(call), there=str(there), page=name)
                    yield Problem(f"docs/{path}", *place(page, call), "PARITY", message)
                    break


def _ordered(page: Page) -> Mapping[str, list[tuple[int, Call]]]:
    """Return the calls of each kind in the order of a page, each with how many headings stand before it."""
    found: dict[str, list[tuple[int, Call]]] = {kind: [] for kind in ORDERED}
    for run in runs(page) if any(call.name in ORDERED for call in page.calls) else ():
        for call in run.calls:
            if call.name in ORDERED:
                found[call.name].append((run.section, call))
    return found


def check_headings(pages: Mapping[str, Written]) -> Iterator[Problem]:
    """The two versions of a page have the same headings: of the same levels, with the same ids where ids are given.

    `pages` holds what authors wrote, by the page's path in `docs/`.
    """
    for path, own in pages.items():
        twin = pages.get(f"{Language(path[:2]).other}/{path[3:]}")
        if twin is None or Language(path[:2]) is DEFAULT_LANGUAGE:
            continue
        keys = [[(each.level, each.given and each.id) for each in page.reading.headings] for page in (twin, own)]
        matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
        for kind, begin, end, own_begin, own_end in matcher.get_opcodes():
            if kind != "equal":
                yield from _unequal(path, own, twin, range(own_begin, own_end), range(begin, end))


def _unequal(path: str, own: Written, twin: Written, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Problem]:
    """Yield how some headings of a page differ from those in their place on its twin, by their numbers."""
    twin_path = f"{Language(path[:2]).other}/{path[3:]}"
    for one, other in zip(ours, theirs, strict=False):
        here, there = own.reading.headings[one], twin.reading.headings[other]
        said = say("parity-heading-level", here=here.level, there=there.level, page=f"docs/{twin_path}")
        if here.level == there.level:
            ids = (f"#{each.id}" if each.given else say("none") for each in (here, there))
            said = say("parity-heading-id", here=next(ids), there=next(ids), page=f"docs/{twin_path}")
        yield _at_heading(path, own, one, said)
    for number in ours[len(theirs) :]:
        yield _at_heading(path, own, number, say("parity-heading-alone", page=f"docs/{twin_path}"))
    for number in theirs[len(ours) :]:
        yield _at_heading(twin_path, twin, number, say("parity-heading-alone", page=f"docs/{path}"))


def _at_heading(path: str, page: Written, number: int, said: Message) -> Problem:
    heading = page.reading.headings[number]
    words = heading.id if heading.given else heading.words.partition(" ")[0]
    (place,) = page.places([Spot("headings", number, words)])
    return Problem(f"docs/{path}", *place, "PARITY", said)


def check_coverage(kb: KnowledgeBase, footnotes: Iterable[Iterable[str]]) -> Iterator[Problem]:
    """Every observation, statement, event, derived figure and source is shown on some page."""
    shown = {label for labels in footnotes for label in labels}
    cited = {fact.citation.source for fact in kb.facts() if f"{type(fact).__name__.lower()}-{fact.id}" in shown}
    tables = {"observation": kb.observations, "statement": kb.statements, "event": kb.events, "derived": kb.derived}
    for kind, table in tables.items():
        for name, record in table.items():
            if f"{kind}-{name}" not in shown:
                yield Problem.at(record.at(), "NOT-SHOWN", say("not-shown", kind=kind, id=name))
    for name, source in kb.sources.items():
        if name not in cited and f"source-{name}" not in shown:
            yield Problem.at(source.at(), "NOT-SHOWN", say("source-not-shown", id=name))
