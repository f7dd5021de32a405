"""The page that `make serve` shows in the place of every page while something is wrong; never published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from ..pages.templates import xml_templates
from ..phrases.addresses import NOT_FOUND, page_file
from ..problems import Problem, Tongue
from ..problems.problem import in_order
from ..text.languages import Language


class Shown(NamedTuple):
    """A problem as the page shows it: its place, its code, and what is wrong in each language."""

    place: str
    code: str
    words: Mapping[Tongue, str]


def problem_page(problems: Iterable[Problem], others: Sequence[str] = ()) -> str:
    """Return the page, in both languages: problems with their places, then what MkDocs says beside them."""
    shown = [_shown(problem) for problem in in_order(problems)]
    return xml_templates().get_template("problem-page.jinja").render(problems=shown, others=list(dict.fromkeys(others)))


def pages_in(site: Path) -> set[str]:
    """Return the pages of a site that is being served, by their paths."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def show_problems(page: str, site: Path, docs: Path, before: Set[str]) -> None:
    """Put the page in the place of those that were served before, and of all that are written."""
    for path in {*before, *served_pages(docs), NOT_FOUND}:
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8")


def served_pages(docs: Path) -> Iterator[str]:
    """Yield the files that the pages in a folder of both languages become, by their paths inside the site."""
    for language in Language:
        for path in (docs / language).rglob("*.md"):
            yield page_file(language, path.relative_to(docs / language).as_posix())


def _shown(problem: Problem) -> Shown:
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return Shown(place, problem.code, {tongue: problem.said.text(tongue) for tongue in (Tongue.AR, Tongue.FR)})
