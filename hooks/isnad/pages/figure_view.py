"""What the page of a figure shows, gathered from the knowledge base."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from ..facts.comparability import scope_of
from ..facts.corrections import of_record, paths_behind
from ..facts.indexes import counted_once, referring
from ..facts.model import Correction, Observation, Witness
from ..phrases import cite_view, correction_words
from ..phrases.addresses import document
from ..phrases.grounds import cautions, ground, place, proof
from ..phrases.phrases import Phrases, bare_text, plain
from ..phrases.references import figure_reference
from . import views

MOST_NEIGHBOURS = 6  # the page of the indicator has all


class Support(NamedTuple):
    """Further words of the article, and what of the observation they state."""

    states: Markup
    witnesses: tuple[Witness, ...]


def gather(p: Phrases, observation: Observation) -> Mapping[str, Any]:
    """Return what the template of the page shows."""
    shown, bases = proof(p, observation.citation, observation), observation.bases()
    source = p.kb.source_of(observation)
    where = [p.outlet(source), p.published(source), place(p, observation.citation)]
    said = p.t("figure-said", article=p.t("list-separator").join(filter(None, where)))
    return {
        "observation": observation,
        "indicator": p.kb.indicator_of[observation.id],
        "topic": p.kb.topics[p.kb.topic_of(observation)],
        "heading": heading(p, observation),
        "credit": [
            Markup(" ").join([said, ground(p, "stated_by", observation.stated_by)]),
            *cautions(p, observation),
        ],
        "grounds": [ground(p, name, based) for name, based in bases.items() if name != "stated_by"],
        "supports": [
            Support(p.t(f"figure-states-{name.replace('_', '-')}"), based.witnesses)
            for name, based in bases.items()
            if based.witnesses
        ],
        "relations": [*_relations(p, observation), *_neighbours(p, observation)],
        **shown,
        **cite_view.gather(p, lambda own: figure_reference(own, observation)),
        "corrections": [correction_words.sentence(p, each, p.quantity) for each in _corrections(p, observation)],
        "data": p.file(document(f"figures/{observation.id}"), f"{observation.id}.json"),
        "ways": correction_words.ways(p, observation.id, bare_text(p.headline(observation)), observation.at().path),
    }


def heading(p: Phrases, observation: Observation) -> Markup:
    """Return a sentence: what is counted, for when, and the number; whence or where, if others differ by that alone."""
    indicator, period = p.kb.indicator_of[observation.id], observation.period
    said = {"label": indicator.label[p.language], "number": p.quantity(observation)}
    others = counted_once(p.kb, indicator)
    alike = [each for each in others if (each.period.start, each.period.end) == (period.start, period.end)]
    if len({scope_of(each) for each in alike}) > 1:
        when = p.reference_period(observation, alone=True)
        return p.t("figure-heading-scope", scope=p.counted(observation), period=when, **said)
    return p.t("figure-heading", period=p.reference_period(observation), **said)


def others(p: Phrases, observation: Observation) -> list[Observation]:
    """Return the other observations whose values the page shows."""
    return [*(other for _, other in _related(p, observation)), *_nearest(p, observation)]


def _corrections(p: Phrases, observation: Observation) -> list[Correction]:
    """Return the corrections of a figure, and of what its indicator and its unit mean."""
    return of_record(p.kb, *paths_behind(p.kb, observation))


def _relations(p: Phrases, observation: Observation) -> Iterator[Markup]:
    """Yield how other observations support, contradict, contain or replace this one."""
    for label, other in _related(p, observation):
        figure, because = p.figure_link(other, p.quantity(other)), observation.superseded_because
        article = plain(p.kb.source_of(other).label[p.language])
        said = p.t(f"relation-{label}", figure=figure, label=article)
        yield Markup(" ").join([said, plain(because[p.language])]) if label == "superseded" and because else said


def _related(p: Phrases, observation: Observation) -> Iterator[tuple[str, Observation]]:
    """Yield each related observation, and the name of the relation."""
    others = p.kb.observations
    named = (
        *(("rounds", name) for name in (observation.rounds,) if name),
        *(("part-of", name) for name in (observation.part_of,) if name),
        *(("disagrees", name) for name in observation.disagrees_with),
        *(("superseded", name) for name in (observation.superseded_by,) if name),
    )
    yield from ((label, others[name]) for label, name in named)
    yield from referring(p.kb)[observation.id]


def _neighbours(p: Phrases, observation: Observation) -> Iterator[Markup]:
    """Yield the nearest other observations of the indicator, and why each does or does not compare with this one."""
    for other in _nearest(p, observation):
        what = [p.reference_period(other, alone=True), p.outlet(p.kb.source_of(other))]
        figure = p.figure_link(other, p.quantity(other))
        said = {"figure": figure, "what": p.t("list-separator").join(what)}
        yield p.t("neighbour", **said, comparison=views.comparison(p, observation, other))


def _nearest(p: Phrases, observation: Observation) -> list[Observation]:
    """Return the observations of the indicator that begin nearest to this one, but those that a relation names."""
    found = counted_once(p.kb, p.kb.indicator_of[observation.id])
    named = {observation.id, *(other.id for _, other in _related(p, observation))}
    start = observation.period.start
    rest = (each for each in found if each.id not in named)
    return sorted(rest, key=lambda each: abs(each.period.start - start))[:MOST_NEIGHBOURS]
