"""An article that changed or went away: said on its page and beside every figure of it; the figures stay."""

import datetime as dt

import pytest
from isnad.checks.project import read_project
from isnad.text.languages import Language

from tests.conftest import ProjectCopy

SEEN = """\
changed:
  date: 2025-06-01
  note: {ar: حُذفت جملة من الفقرة الأخيرة., fr: Une phrase du dernier paragraphe a disparu.}
withdrawn:
  date: 2025-07-01
  note: {ar: لم تعد الصفحة في الموقع., fr: La page n’est plus sur le site.}
"""
WORDS = {
    Language.AR: ("حُذفت جملة من الفقرة الأخيرة", "لم تعد الصفحة في الموقع"),
    Language.FR: ("Une phrase du dernier paragraphe", "La page n’est plus sur le site"),
}


def test_what_became_of_an_article_is_said_where_it_is_cited(project: ProjectCopy) -> None:
    before, earlier = read_project(project.root)
    observation = next(iter(before.kb.observations.values()))
    source = observation.citation.source
    path = f"seeds/{source}.yaml"
    project.write(path, project.read(path).rstrip("\n") + "\n" + SEEN)
    after, problems = read_project(project.root)
    assert problems == earlier
    assert after.kb.observations[observation.id].value == observation.value
    for language in Language:
        for name in (f"sources/{source}", f"figures/{observation.id}"):
            page = after.article(f"{language}/{name}.md").html
            assert [words for words in WORDS[language] if words not in page] == []
            assert page.index(WORDS[language][0]) < page.index(WORDS[language][1])
        others = [other for other in after.kb.sources if other != source]
        assert WORDS[language][0] not in after.article(f"{language}/sources/{others[0]}.md").html


@pytest.mark.parametrize(
    ("wrong", "code"),
    [("date: 2999-06-01", "DATE-IMPOSSIBLE"), ("date: not-given", "WRONG-TYPE"), ("day: 2025-06-01", "UNKNOWN-KEY")],
)
def test_a_day_that_cannot_be_is_refused(project: ProjectCopy, wrong: str, code: str) -> None:
    source = next(iter((project.root / "seeds").glob("*.yaml"))).name
    path = f"seeds/{source}"
    project.write(path, project.read(path).rstrip("\n") + "\n" + SEEN.replace("date: 2025-06-01", wrong))
    _, problems = read_project(project.root, today=dt.date(2026, 1, 1))
    assert code in {problem.code for problem in problems}
