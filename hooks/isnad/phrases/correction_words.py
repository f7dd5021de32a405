"""Corrections as pages show them, and the ways to send one."""

from collections.abc import Callable

from markupsafe import Markup

from ..facts.corrections import record_of, values_of
from ..facts.model import Correction, Observation, Statement, Unit
from ..facts.record import Bilingual
from .addresses import absolute_url
from .phrases import Phrases, bare_text, title_text
from .vocabulary import key_label


def anchor(each: Correction) -> str:
    """Return the anchor of a correction on the page of corrections."""
    return f"correction-{each.id}"


def sentence(p: Phrases, each: Correction, show: Callable[[Observation], Markup]) -> Markup:
    """Return what was corrected, when and why, `show` making the value of today; both if it was corrected since."""
    record, values = record_of(p.kb, each), values_of(each)
    said = {"date": p.date(each.date), "label": name_of(p, each), "why": each.why[p.language]}
    if isinstance(record, Observation):
        said["figure"] = show(record)
    if values is None:
        changed = p.t("list-separator").join(p.t(key_label(name)) for name in each.changed)
        return p.t("correction-figure" if "figure" in said else "correction-meaning", changed=changed, **said)
    was, now = (p.made(p.number(value, p.kb.unit_of(record))) for value in values)
    if values[1] == record.value:
        return p.t("correction", was=was, **said)
    return p.t("correction-again", was=was, now=now, **said)


def name_of(p: Phrases, each: Correction) -> str:
    """Return what readers call the record that was corrected: what is counted, a noun, an event, a statement."""
    record = record_of(p.kb, each)
    if isinstance(record, Observation):
        return p.kb.indicator_of[record.id].label[p.language]
    if isinstance(record, Unit):
        return bare_text(p.t("correction-unit", unit=record.forms[p.language]["other"]))
    named: Bilingual = record.text if isinstance(record, Statement) else record.label
    return named[p.language].rstrip(".")


def ways(p: Phrases, record: str = "", title: str = "", file: str = "") -> list[Markup]:
    """Return the links by which a reader sends a correction of a record, or of anything, or edits the record's file;
    none without configuration.
    """
    contact, url = p.kb.contact, absolute_url(p.kb.site_url, p.language, p.here)
    subject = title_text(p.t("correct-subject", title=title or p.t("site-name")), p.language)
    asked = (p.t("correct-page", url=url), record, p.t("correct-wrong"), p.t("correct-right"))
    body = "\n\n\n".join(title_text(each, p.language) for each in asked if each) + "\n"
    found = []
    if contact.email:
        found.append(Markup('<a href="{}">{}</a>').format(contact.mailto(subject, body), p.t("correct-email")))
    if contact.form:
        address = contact.form_url(figure=record, url=url, language=str(p.language))
        found.append(Markup('<a href="{}" rel="noopener">{}</a>').format(address, p.t("correct-form")))
    if not found and (address := contact.repository.issue_url(subject, body)):
        found.append(p.outside_link(address, p.t("correct-issue")))
    if file and (address := contact.repository.edit_url(file)):
        found.append(p.outside_link(address, p.t("edit-record", id=p.code(record))))
    return found
