"""What changed between two states of the project as a reader would see it, and which corrections are missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .addresses import absolute_url
from .indexes import label_of
from .made_pages import MadePage
from .messages import say
from .model import Correction, KnowledgeBase, Observation, Period, Scope
from .phrases import Phrases, bare_text
from .problems import Problem
from .project import Project
from .record import NOT_GIVEN, Language
from .render import Page
from .tombstones import documents, is_set_aside
from .typography import set_spaces
from .views import authority


@dataclass(frozen=True, slots=True)
class Figure:
    """An observation as readers get it: what it is in codes, and in a sentence of each language; where it is shown."""

    id: str
    codes: Mapping[str, str]
    sentences: Mapping[Language, str]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure before and after."""

    before: Figure
    after: Figure

    @property
    def fields(self) -> dict[str, tuple[str, str]]:
        """Return the codes that changed, by their names: before, after."""
        before, after = self.before.codes, self.after.codes
        return {name: (before[name], after[name]) for name in before if before[name] != after[name]}

    @property
    def pages(self) -> tuple[str, ...]:
        """Return where the figure is or was shown."""
        return tuple(sorted({*self.after.pages, *self.before.pages}))


@dataclass(frozen=True, slots=True)
class Difference:
    """Figures that were added, changed and removed; ids that could not be read before, and are not compared."""

    added: tuple[Figure, ...]
    changed: tuple[Change, ...]
    removed: tuple[Figure, ...]
    unread: tuple[str, ...]


def compare(before: Project, after: Project) -> Difference:
    """Return how the figures of two projects differ for a reader, in the order of the data files."""
    old, new = before.kb.observations, after.kb.observations
    unread = tuple(name for name in new if name not in old and before.kb.is_set_aside("observations", name))
    shown, shows = _pages(before), _pages(after)
    both = (
        Change(_figure(before.kb, shown, old[name]), _figure(after.kb, shows, new[name])) for name in new if name in old
    )
    return Difference(
        added=tuple(_figure(after.kb, shows, new[name]) for name in new if name not in old and name not in unread),
        changed=tuple(each for each in both if each.fields or each.before.sentences != each.after.sentences),
        removed=tuple(_figure(before.kb, shown, old[name]) for name in old if name not in new),
        unread=unread,
    )


def check_corrected(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """A published value that changed has a new correction, or several, that lead from the old value to the new one."""
    for name, new in after.observations.items():
        old = before.observations.get(name, new)
        if old.value != new.value and not _leads(_new_corrections(before, after, name), old, new):
            message = say("correction-missing", id=new.id, was=old.value, now=new.value)
            yield Problem.at(new.at("value"), "CORRECTION-MISSING", message)


def check_gone(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """A document of the API that is gone leaves a tombstone, unless its record is there and only broken."""
    present, gone = documents(after), {stone.gone for stone in after.tombstones.values()}
    for path, record in documents(before).items():
        if path not in present and path not in gone and not is_set_aside(after, path):
            yield Problem(record.at().path, 1, 1, "TOMBSTONE-MISSING", say("tombstone-missing", path=path))


def _new_corrections(before: KnowledgeBase, after: KnowledgeBase, observation: str) -> list[Correction]:
    """Return the corrections of an observation that were not there before, newest first."""
    found = [each for each in after.newest_corrections() if each.observation == observation]
    return [each for each in found if each.id not in before.corrections]


def _leads(corrections: list[Correction], old: Observation, new: Observation) -> bool:
    """Return whether each of some corrections, newest first, begins where the one before it ended."""
    values = [old.value, *(value for each in reversed(corrections) for value in (each.was, each.now)), new.value]
    return len(values) > 2 and values[0::2] == values[1::2]


def _pages(project: Project) -> Mapping[str, tuple[str, ...]]:
    """Return the addresses of the pages on which each fact has a footnote, by the label of that."""
    pages: dict[str, list[str]] = {}
    every: Mapping[str, Page | MadePage] = {**project.pages, **project.made}
    for path, page in every.items():
        for label in page.footnotes:
            pages.setdefault(label, []).append(absolute_url("/", Language(path[:2]), path[3:]))
    return {label: tuple(sorted(each)) for label, each in pages.items()}


def _figure(kb: KnowledgeBase, pages: Mapping[str, tuple[str, ...]], observation: Observation) -> Figure:
    codes = {
        "value": str(observation.value),
        "precision": str(observation.precision),
        "period": _period(observation.period),
        "scope": _scope(observation.scope),
        "authority": observation.stated_by.entity,
        "source": observation.citation.source,
        "quote": observation.citation.quote,
    }
    sentences = {language: _sentence(Phrases(kb, language), observation) for language in Language}
    return Figure(observation.id, codes, sentences, pages.get(label_of(observation), ()))


def _sentence(p: Phrases, observation: Observation) -> str:
    """Return what a reader of a language is told of an observation."""
    title = {"headline": p.headline(observation), "scope": p.scope(observation.scope)}
    said = p.t("figure-title", **title, period=p.reference_period(observation))
    article = p.kb.sources[observation.citation.source].label[p.language]
    return set_spaces(bare_text(p.t("diff-figure", said=said, authority=authority(p, observation), article=article)))


def _period(period: Period) -> str:
    end = "an unknown end" if period.end is NOT_GIVEN else str(period.end)
    return f"{period.start} to {end}"


def _scope(scope: Scope) -> str:
    parts = {"actor": scope.actor, "partner": scope.partner, "place": scope.place, "origin": scope.origin}
    return ", ".join(f"{role} {entity}" for role, entity in parts.items() if entity)
