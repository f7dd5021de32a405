"""The words of the site itself: each label is asked for, and each that is asked for is there."""

import ast
import re
from pathlib import Path
from typing import Any

from isnad.exports import documents, rows
from isnad.exports.downloads import MEDIA_TYPES
from isnad.exports.read_me import PARAGRAPHS, file_label
from isnad.facts.model import Basis, Formula, KnowledgeBase
from isnad.facts.periods import Kind
from isnad.pages.absences import Sense
from isnad.pages.chart_specs import Shape
from isnad.phrases.phrases import SIGNS
from isnad.phrases.vocabulary import CODES, code_label, field_label
from isnad.text.languages import Language
from isnad.text.quantities import ORDERS, Precision
from msgspec import Struct, structs

from tests.conftest import ROOT

PACKAGE = ROOT / "hooks" / "isnad"

# The names of the fields of all documents; the two languages are not among them.
FIELDS = {
    field.name
    for module in (documents, rows)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind not in (Struct, documents.Text)
    for field in structs.fields(kind)
}
FAMILIES = {
    *(f"precision-{precision}" for precision in Precision),
    *(f"order-{order}" for order in ORDERS),
    *(f"origins-{basis}" for basis in (Basis.STATED, Basis.INFERRED)),
    *(f"{sign}{ending}" for sign in SIGNS for ending in ("", "-legend")),
    "warning-part-of-year-inferred",
    *(f"formula-{formula}" for formula in Formula),
    *(f"chart-{shape}" for shape in (Shape.SPAN, Shape.OPEN)),
    *(f"language-{language}" for language in Language),
    *(f"note-{name}{ending}" for name in ("stated-by", "period", "scope") for ending in ("", "-inferred")),
    *(code_label(value) for codes in CODES for value in codes.values),
    *(file_label(file) for file in MEDIA_TYPES),
    *(f"read-me-{name}" for name in (*PARAGRAPHS, "files", "fields", "codes")),
    *(f"notes-{name}" for name in ("on", "text", "more")),
    *map(field_label, FIELDS),
    *(f"{kind}-{name}" for name in ("stated-by", "period", "scope") for kind in ("proves", "figure-states")),
    *(f"{labels}-{role}" for labels in ("scope", "note-scope") for role in ("actor", "partner", "place", "origin")),
    *(f"note-precision-{precision}" for precision in Precision if precision is not Precision.EXACT),
    *(f"absence-{sense}" for sense in Sense),
    *(f"span-{name}" for name in ("month", "half-1", "half-2", *(f"quarter-{number}" for number in range(1, 5)))),
    *(f"warning-{kind}" for kind in (Kind.OPEN, Kind.PART_OF_YEAR)),
    *(
        f"relation-{name}"
        for name in (
            "rounds", "rounded", "part-of", "part", "disagrees", "superseded", "supersedes", "relayed", "agrees",
            "copied",
        )
    ),
}  # fmt: skip
# Only where a name needs more words.
NOTES = {f"{field_label(name)}-note" for name in FIELDS}


def modules() -> list[Path]:
    return [*PACKAGE.rglob("*.py"), *(ROOT / "hooks").glob("*.py")]


def templates() -> list[Path]:
    """Return the templates of macros and made pages, and those of the theme."""
    return [path for ending in ("jinja", "html") for path in (ROOT / "hooks").rglob(f"*.{ending}")]


def texts_in_code() -> set[str]:
    """Return every text constant of the modules and every quoted word of the templates."""
    found = {
        node.value
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for template in templates():
        found.update(re.findall(r"""["']([a-z0-9-]+)["']""", template.read_text(encoding="utf-8")))
    return found


def labels_asked_for() -> set[str]:
    """Return each label that a call of `t("…")` names outright."""
    asked: set[object] = set()
    for module in modules():
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "t":
                asked.update(arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))
    for template in templates():
        asked.update(re.findall(r"""(?<!lang\.)\bt\(["']([^"']+)["']""", template.read_text(encoding="utf-8")))
    return {label for label in asked if isinstance(label, str)}


def test_labels_are_asked_for_in_code_and_templates() -> None:
    assert {"title-unknown", "note-source", "column-value", "card-close"} <= labels_asked_for()


def test_no_label_is_missing(kb: KnowledgeBase) -> None:
    assert (labels_asked_for() | FAMILIES) - kb.labels.keys() == set()


def test_the_site_cites_itself_by_its_own_name(kb: KnowledgeBase, config: dict[str, Any]) -> None:
    (i18n,) = (plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
    names = {own["locale"]: own.get("site_name", config["site_name"]) for own in i18n["languages"]}
    assert {language: kb.labels["site-name"][Language(language)] for language in names} == names


def test_no_label_is_unused(kb: KnowledgeBase) -> None:
    assert kb.labels.keys() - texts_in_code() - FAMILIES - NOTES == set()
