"""`isnad why`: the whole chain of one figure, from the value to the words, and on to the pages."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..checks.citations import written_value
from ..checks.project import read_project
from ..facts import fingerprints
from ..facts.corrections import of_record, paths_behind, values_of
from ..facts.model import Based, Basis, Correction, DerivedFigure, KnowledgeBase, Mention, Observation, Source
from ..facts.record import NOT_GIVEN, Found, NotGiven
from ..pages.texts import Project
from ..phrases.addresses import absolute_url, figure_page
from ..problems import hint, say
from ..text import evidence
from ..text.languages import Language
from ..text.locale import format_number
from .output import Output, OutputOptions, output_of, tell_all

WIDTH = 14


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the command of this module to the command line."""
    why = commands.add_parser(
        "why", parents=[told.language], help="print the whole chain of a figure: value, words, article, proof, pages"
    )
    why.add_argument("figure", metavar="FIGURE", help="the id of an observation or of a derived figure")
    why.set_defaults(run=lambda options: run_why(options.root, options.figure, output_of(options)))


def run_why(root: Path, figure: str, output: Output) -> int:
    """Print the chain of a figure; return 1 where there is none, or where its facts are broken."""
    project, problems = read_project(root)
    kb = project.kb
    if kb.is_set_aside("observations", figure) or kb.is_set_aside("derived", figure):
        tell_all(problems, output, root)
        print(say("why-broken", id=figure).text(output.tongue), file=sys.stderr)
        return 1
    if figure not in kb.observations and figure not in kb.derived:
        unknown = say("unknown-id", table="observations", id=figure, hint=hint(figure, [*kb.observations, *kb.derived]))
        print(unknown.text(output.tongue), file=sys.stderr)
        return 1
    print(*explain(project, figure), sep="\n")
    if problems:
        tell_all(problems, output, root)
    return int(bool(problems))


def explain(project: Project, name: str) -> list[str]:
    """Return the lines of the chain of an observation, or of a figure that we compute and of all it comes from.

    Raises KeyError where neither has this id.
    """
    kb = project.kb
    if name in kb.derived:
        derived = kb.derived[name]
        parts = [[f"── {part} ──", *_observation(project, kb.observations[part])] for part in derived.of]
        return [*_derived(project, derived), *(line for part in parts for line in part)]
    return list(_observation(project, kb.observations[name]))


def _line(title: str, text: object) -> str:
    return f"{title:<{WIDTH}}{text}"


def _derived(project: Project, derived: DerivedFigure) -> Iterator[str]:
    yield _line("figure", f"{derived.id}, {derived.at().path}:{derived.at().line}")
    yield from _both("label", derived.label.ar, derived.label.fr)
    yield _line("computed", f"{derived.formula} of {', '.join(derived.of)}")
    yield _line("reviewed", derived.reviewed)
    yield from _pages(project, f"derived-{derived.id}")


def _observation(project: Project, observation: Observation) -> Iterator[str]:
    kb, indicator = project.kb, project.kb.indicator_of[observation.id]
    unit = kb.units[indicator.unit]
    yield _line("figure", f"{observation.id}, {observation.at().path}:{observation.at().line}")
    yield from _both("indicator", indicator.label.ar, indicator.label.fr, indicator.id)
    yield _line("value", f"{format_number(observation.value)} ({written_value(observation)}), {observation.precision}")
    yield from _both("unit", unit.forms.ar["other"], unit.forms.fr["other"], f"{unit.id}, a {unit.measure}")
    yield _line("period", f"{observation.period.start} to {observation.period.end}")
    yield from _based(observation.period)
    yield _line("scope", ", ".join(f"{role} {name}" for role, name in observation.scope.roles.items() if name))
    yield from _based(observation.scope)
    yield _line("stated by", observation.stated_by.entity)
    yield from _based(observation.stated_by)
    yield from _proof(project, observation)
    yield from _source(kb, kb.source_of(observation))
    yield from _relations(observation)
    yield from _corrections(kb, observation)
    yield _line("reviewed", observation.reviewed)
    yield from _pages(project, f"observation-{observation.id}")


def _both(title: str, arabic: str, french: str, name: str = "") -> Iterator[str]:
    if name:
        yield _line(title, name)
    yield _line("" if name else title, arabic)
    yield _line("", french)


def _based(based: Based) -> Iterator[str]:
    """Yield whether the article states it, and by which further words, or why it is inferred."""
    if based.reason:
        yield from _both("", f"{based.basis}: {based.reason.ar}", f"{based.basis}: {based.reason.fr}")
    elif not based.witnesses:
        declared = based.basis is Basis.DECLARED
        yield _line("", "declared: read in the article" if declared else "stated in the quote")
    for witness in based.witnesses:
        yield _line("", f"stated in «{witness.quote}»")


def _proof(project: Project, observation: Observation) -> Iterator[str]:
    """Yield the quote, where the fingerprint has it, and its translation."""
    citation, source = observation.citation, project.kb.source_of(observation)
    if isinstance(citation, Mention):
        where = NOT_GIVEN if citation.place is NOT_GIVEN else citation.place.fr
        yield _line("printed", f"{citation.printed}, in the article: {where}")
        yield _line("referenced", "the article is not captured: nothing is verified word for word")
        yield from _remarks(observation)
        return
    made = project.kb.fingerprints[source.id]
    yield _line("quote", f"«{citation.quote}»")
    for place in evidence.find(citation.quote, made):
        where = f"§ {place.paragraph}" if place.paragraph else "the headline"
        last = place.first + len(evidence.words(citation.quote))
        runs = len(evidence.shingles(citation.quote))
        yield _line("found in", f"{where}, words {place.first + 1} to {last}")
        path = fingerprints.fingerprint_path(citation.source)
        yield _line("verified", f"{runs} of {runs} runs of {evidence.SHINGLE_WORDS} words, in {path}")
    for language, text, _ in citation.translations(source.language):
        yield _line("translation" if isinstance(citation.translation, str) else f"in {language}", f"«{text}»")
    yield from _remarks(observation)


def _remarks(observation: Observation) -> Iterator[str]:
    """Yield the note on the article's words, and what a reader must know."""
    citation = observation.citation
    if citation.note:
        yield from _both("note", citation.note.ar, citation.note.fr)
    if observation.comment:
        yield from _both("comment", observation.comment.ar, observation.comment.fr)


def _source(kb: KnowledgeBase, source: Source) -> Iterator[str]:
    yield from _both("source", source.label.ar, source.label.fr, f"{source.id}, {source.at().path}")
    title = NOT_GIVEN if source.title is NOT_GIVEN else source.title.value
    yield _line("", f"title: {title}")
    for name, detail in source.details.items():
        yield _line("", f"{name}: {_found(detail)}")
    if reading := source.reading:
        yield _line("", f"read on {reading.date}: {reading.how}, {reading.extent}")
        return
    yield _line("", f"archived text: {source.captured.file}, SHA-256 {source.captured.sha256}")
    same = kb.fingerprints[source.id].sha256 == source.captured.sha256
    yield _line("", f"fingerprint: {'made from this text' if same else 'made from ANOTHER text'}")


def _found(value: "Found[object] | NotGiven") -> str:
    if isinstance(value, NotGiven):
        return str(value)
    found = ", ".join(value.value) if isinstance(value.value, tuple) else value.value
    return f"{found} ({'in the captured text' if value.origin == 'capture' else 'found outside it'})"


def _relations(observation: Observation) -> Iterator[str]:
    for name in ("rounds", "part_of", "base", "superseded_by"):
        if value := getattr(observation, name):
            yield _line(name.replace("_", " "), value)
    if observation.disagrees_with:
        yield _line("disagrees with", f" {', '.join(observation.disagrees_with)}")


def _corrections(kb: KnowledgeBase, observation: Observation) -> Iterator[str]:
    found = of_record(kb, *paths_behind(kb, observation))
    for each in found:
        yield from _both("corrected", f"{_change(each)}: {each.why.ar}", f"{_change(each)}: {each.why.fr}")
    if not found:
        yield _line("corrected", "never")


def _change(correction: Correction) -> str:
    if values := values_of(correction):
        return f"{correction.date}, {format_number(values[0])} to {format_number(values[1])}"
    return f"{correction.date}, {correction.record}: {', '.join(correction.changed)}"


def _pages(project: Project, label: str) -> Iterator[str]:
    """Yield the pages of both languages that show a figure, with their addresses, those that people wrote first."""
    title = "shown on"
    own = figure_page(label.partition("-")[2])
    for pages in (project.pages, project.made):
        for path, page in pages.items():
            if label in page.footnotes or path[3:] == own:
                language, _, name = path.partition("/")
                origin = f"made of {project.made[path].origin}" if path in project.made else f"docs/{path}"
                yield _line(title, f"{absolute_url(project.kb.site_url, Language(language), name)}  ({origin})")
                title = ""
    if title:
        yield _line(title, "no page")
