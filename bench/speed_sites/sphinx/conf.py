"""The second peer: Sphinx and sphinxcontrib-bibtex, with two roles that read data/figures.yaml."""

from pathlib import Path
from typing import Any

import yaml
from docutils import nodes

project = "Migration en chiffres"
language = "fr"
extensions = ["sphinxcontrib.bibtex"]
bibtex_bibfiles = ["refs.bib"]

PRECISION = {"about": {"ar": "حوالي", "fr": "environ"}, "more-than": {"ar": "أكثر من", "fr": "plus de"}}
figures = yaml.safe_load((Path(__file__).parent / "data/figures.yaml").read_text(encoding="utf-8"))


def page_language(inliner: Any) -> str:
    """Return the language of the page a role stands in: its folder."""
    return str(inliner.document.settings.env.docname)[:2]


def figure(_name: str, _raw: str, text: str, _line: int, inliner: Any, *_: Any) -> tuple[list[Any], list[Any]]:
    """The role `figure`: the value of a figure with its precision word."""
    found = figures[text]
    word = PRECISION.get(found["precision"], {}).get(page_language(inliner), "")
    return [nodes.Text(f"{word} {found['value']:,}{found['unit']}".strip())], []


def words(_name: str, _raw: str, text: str, _line: int, inliner: Any, *_: Any) -> tuple[list[Any], list[Any]]:
    """The role `words`: the article's words, or their translation into the language of the page."""
    found = figures[text]
    return [nodes.Text(found["quote" if found["language"] == page_language(inliner) else "translation"])], []


def setup(app: Any) -> None:
    """Give the pages their roles."""
    app.add_role("figure", figure)
    app.add_role("words", words)
