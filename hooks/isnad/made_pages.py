"""The pages that are made of records, not written: one for each observation, one for each source."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from . import figure_view, views
from .addresses import figure_page, source_page
from .footnotes import Footnotes
from .model import KnowledgeBase, Observation, Source
from .phrases import Phrases, bare_text
from .record import Language
from .templates import own_templates


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page made of a record: its Markdown, the labels of its footnotes, how many figures it shows, its title and
    description as bare text, and the data file that holds the record.
    """

    markdown: str
    footnotes: tuple[str, ...]
    figures: int
    title: str
    description: str
    origin: str

    def source(self) -> str:
        """Return the page as a file that MkDocs reads: its title and description, then its Markdown."""
        matter = {"title": self.title, "description": self.description}
        return "\n".join(["---", *(f"{key}: {json.dumps(text)}" for key, text in matter.items()), "---", self.markdown])


def make_pages(kb: KnowledgeBase) -> Iterator[tuple[str, MadePage]]:
    """Yield each made page by its path inside `docs/`."""
    for language in Language:
        for observation in kb.observations.values():
            here = figure_page(observation.id)
            yield f"{language}/{here}", _figure(Phrases(kb, language, here), observation)
        for source in kb.sources.values():
            here = source_page(source.id)
            yield f"{language}/{here}", _source(Phrases(kb, language, here), source)


def _figure(p: Phrases, observation: Observation) -> MadePage:
    period = p.period(observation.period)
    title = p.t("figure-title", headline=p.headline(observation), period=period)
    article = p.kb.sources[observation.citation.source].label[p.language]
    description = p.t("figure-description", headline=p.headline(observation), period=period, article=article)
    notes = Footnotes(p, own_templates())
    shown = figure_view.gather(p, notes, observation)
    return _made("figure-page", p, notes, shown, title, description, observation.at().path)


def _source(p: Phrases, source: Source) -> MadePage:
    notes = Footnotes(p, own_templates())
    shown = views.source_entry(p, notes, source)
    title, description = Markup.escape(source.label[p.language]), Markup.escape(source.summary[p.language])
    return _made("source-page", p, notes, shown, title, description, source.at().path)


def _made(
    template: str,
    p: Phrases,
    notes: Footnotes,
    shown: Mapping[str, Any],
    title: Markup,
    description: Markup,
    origin: str,
) -> MadePage:
    markdown = own_templates().get_template(f"{template}.jinja").render(p=p, **shown)
    figures = markdown.count("data-observation=")
    return MadePage(
        markdown + str(notes), tuple(notes.definitions), figures, bare_text(title), bare_text(description), origin
    )
