"""Whether the two languages say the same: the same facts and macros on both pages, and every fact on one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from .messages import say
from .model import KnowledgeBase
from .problems import Problem
from .record import Language


def check_pages(footnotes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """The two versions of a page show the same facts, under the same footnotes.

    `footnotes` holds the labels of each page's footnotes, by its path in `docs/`.
    """
    for path, labels in footnotes.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for label in sorted(footnotes.get(twin, labels) - labels):
            message = say("parity-shows", page=f"docs/{twin}", what=label.replace("-", " ", 1))
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_calls(calls: Mapping[str, Counter[str]]) -> Iterator[Problem]:
    """The two versions of a page call the same macros, each as often: `calls` by the page's path in `docs/`."""
    for path, own in calls.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for call, times in sorted((calls.get(twin, own) - own).items()):
            message = say("parity-calls", page=f"docs/{twin}", call=call, times=times)
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


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
