"""The pages that are made of records, not written: two for each observation, one of them small; one for each source;
those that continue the table of all figures."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from . import cite_view, explorer, figure_view, modified, views
from .addresses import absolute_url, embed_page, figure_page, source_page, table_page
from .footnotes import Footnotes
from .indexes import facts_by_source
from .model import KnowledgeBase, Observation, Source
from .phrases import Phrases, bare_text, title_text
from .record import NOT_GIVEN, Language, NotGiven
from .references import figure_reference, source_reference
from .templates import own_templates


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page made of a record: its Markdown, the labels of its footnotes, how many figures it shows, its title and
    description as bare text, and the data file that holds the record; for its picture in social media, a heading, the
    number of a figure, and lines on it; the files that stand beside it, by their names; its last change; and the
    template of the theme that shows it and the address of its full page, where it is not a full one itself.
    """

    markdown: str
    footnotes: tuple[str, ...]
    figures: int
    title: str
    description: str
    origin: str
    heading: str = ""
    number: str = ""
    lines: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    home: str = ""
    modified: dt.date | NotGiven = NOT_GIVEN

    def source(self) -> str:
        """Return the page as a file that MkDocs reads: its title and description, then its Markdown."""
        matter: dict[str, object] = {"title": self.title, "description": self.description}
        if self.template:
            matter |= {"template": self.template, "search": {"exclude": True}}
        return "\n".join(
            [
                "---",
                *(f"{key}: {_quoted(value)}" for key, value in matter.items()),
                "---",
                self.markdown,
            ]
        )


def make_pages(kb: KnowledgeBase) -> Iterator[tuple[str, MadePage]]:
    """Yield each made page by its path inside `docs/`."""
    for language in Language:
        for observation in kb.observations.values():
            here = figure_page(observation.id)
            yield f"{language}/{here}", _figure(Phrases(kb, language, here), observation)
            here = embed_page(observation.id)
            yield f"{language}/{here}", _embed(Phrases(kb, language, here), observation)
        for source in kb.sources.values():
            here = source_page(source.id)
            yield f"{language}/{here}", _source(Phrases(kb, language, here), source)
        for number in range(2, explorer.pages(kb) + 1):
            here = table_page(number)
            yield f"{language}/{here}", _table(Phrases(kb, language, here), number)


def _figure(p: Phrases, observation: Observation) -> MadePage:
    article = p.kb.sources[observation.citation.source].label[p.language]
    said = _said(p, observation)
    authority = views.authority(p, observation)
    notes = Footnotes(p, own_templates())
    markdown = _fill("figure-page", p, figure_view.gather(p, notes, observation))
    return MadePage(
        **_shown(markdown, notes),
        title=title_text(p.t("figure-title", **said), p.language),
        description=title_text(p.t("figure-description", article=article, **said), p.language),
        origin=observation.at().path,
        heading=p.kb.indicator_of[observation.id].label[p.language],
        number=bare_text(p.quantity(observation)),
        lines=(bare_text(p.t("card-scope", scope=said["scope"], period=said["period"])), bare_text(authority), article),
        files=cite_view.files(figure_reference(p, observation)),
        modified=modified.of_footnotes(p.kb, notes.definitions),
    )


def _shown(markdown: str, notes: Footnotes) -> dict[str, Any]:
    """Return what every made page holds: its text with its footnotes, their labels, how many figures the text shows."""
    figures = markdown.count("data-observation=")
    return {"markdown": markdown + str(notes), "footnotes": tuple(notes.definitions), "figures": figures}


def _said(p: Phrases, observation: Observation) -> dict[str, Markup]:
    """Return what the titles and descriptions of a figure's pages say."""
    return {
        "headline": p.headline(observation),
        "scope": p.scope(observation.scope),
        "period": p.reference_period(observation),
    }


def _embed(p: Phrases, observation: Observation) -> MadePage:
    """Return the figure and its proof alone, for the frames of other sites."""
    notes = Footnotes(p, own_templates())
    markdown = _fill("embed-page", p, figure_view.summary(p, notes, observation))
    said = _said(p, observation)
    return MadePage(
        **_shown(markdown, notes),
        title=title_text(p.t("embed-title", **said), p.language),
        description=title_text(p.t("embed-description", **said), p.language),
        origin=observation.at().path,
        template="embed.html",
        home=absolute_url(p.kb.site_url, p.language, figure_page(observation.id)),
    )


def _source(p: Phrases, source: Source) -> MadePage:
    notes = Footnotes(p, own_templates())
    markdown = _fill("source-page", p, views.source_entry(p, notes, source))
    return MadePage(
        **_shown(markdown, notes),
        title=source.label[p.language],
        description=source.summary[p.language],
        origin=source.at().path,
        heading=source.label[p.language],
        files=cite_view.files(source_reference(p, source)),
        modified=modified.of_facts(p.kb, facts_by_source(p.kb)[source.id]),
    )


def _table(p: Phrases, number: int) -> MadePage:
    """Return a page of the table of all figures, counted from 1."""
    notes = Footnotes(p, own_templates())
    markdown = _fill("figures-page", p, explorer.gather_page(p, notes, number))
    said = {"page": number, "pages": explorer.pages(p.kb)}
    return MadePage(
        **_shown(markdown, notes),
        title=title_text(p.t("figures-page-title", **said), p.language),
        description=title_text(p.t("figures-page-description", **said), p.language),
        origin=next(iter(p.kb.observations.values())).at().path,
        heading=p.t("all-figures"),
        modified=modified.of_footnotes(p.kb, notes.definitions),
    )


def _fill(template: str, p: Phrases, shown: Mapping[str, Any]) -> str:
    return own_templates().get_template(f"{template}.jinja").render(p=p, **shown)


def _quoted(value: object) -> str:
    """Return a value as YAML: JSON, but for the one line break that YAML knows and JSON does not."""
    return json.dumps(value, ensure_ascii=False).replace("\u0085", r"\N")
