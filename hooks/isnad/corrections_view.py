"""Corrections as pages show them, and the ways to send one."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from .addresses import absolute_url
from .footnotes import Footnotes
from .model import Correction
from .phrases import Phrases, title_text

LATEST = 5  # corrections on the home page


class Corrected(NamedTuple):
    """A correction as a page shows it: its anchor, and the sentence that says it."""

    anchor: str
    text: Markup


def corrected(p: Phrases, notes: Footnotes, every: bool) -> Iterator[Corrected]:
    """Yield the latest corrections, or every one, newest first."""
    for each in p.kb.newest_corrections()[: None if every else LATEST]:
        figure = notes.figure(p.kb.observations[each.observation], with_unit=True)
        yield Corrected(anchor(each), sentence(p, each, figure))


def anchor(each: Correction) -> str:
    """Return the anchor of a correction on the page of corrections."""
    return f"correction-{each.id}"


def sentence(p: Phrases, each: Correction, figure: Markup) -> Markup:
    """Return what was corrected, when and why, `figure` being the value of today; both if it was corrected since."""
    observation = p.kb.observations[each.observation]
    unit = p.kb.unit_of(observation)
    said = {
        "date": p.date(each.date),
        "label": p.kb.indicator_of[observation.id].label[p.language],
        "was": p.made(p.number(each.was, unit)),
        "figure": figure,
        "why": each.why[p.language],
    }
    if each.now == observation.value:
        return p.t("correction", **said)
    return p.t("correction-again", now=p.made(p.number(each.now, unit)), **said)


def ways(p: Phrases, record: str = "", title: str = "", file: str = "") -> list[Markup]:
    """Return the links by which a reader sends a correction of a record, or of anything, or edits the record's file;
    none without configuration.
    """
    contact, url = p.kb.contact, absolute_url(p.kb.site_url, p.language, p.here)
    subject = title_text(p.t("correct-subject", title=title or p.t("site-name")), p.language)
    asked = (p.t("correct-page", url=url), p.t("correct-wrong"), p.t("correct-right"))
    lines = [title_text(each, p.language) for each in asked]
    found = []
    if contact.email:
        address = contact.mailto(subject, "\n\n\n".join(lines) + "\n")
        found.append(Markup('<a href="{}">{}</a>').format(address, p.t("correct-email")))
    if contact.form:
        address = contact.form_url(figure=record, url=url, language=str(p.language))
        found.append(Markup('<a href="{}" rel="noopener">{}</a>').format(address, p.t("correct-form")))
    if file and (address := contact.repository.edit_url(file)):
        found.append(p.outside_link(address, p.t("edit-record", id=p.code(record))))
    return found
