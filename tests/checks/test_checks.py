"""The published rules: every code has its description, and every example does what it says."""

import re

import pytest
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Rule

from tests.conftest import FROZEN, ROOT, ProjectCopy

# Texts that look like codes: what stands for the counts, and the name of a format.
NO_CODES = {"CSL-JSON"}
# Codes without a hyphen.
ONE_WORD = "LANGUAGE|INCOMPARABLE|COMPARABLE|DISAGREEMENT|RELATION|SUPERSEDED|PARITY|MENU|SETTINGS|CLAIM"
# Found in finished pages only: `test_build` and `test_audit` try these.
OF_FINISHED_PAGES = {"NUMBER-LOOSE", "HTML-ACTIVE", "NUMBER-SPELLED", "FOOTNOTE-LITERAL", "EXCEPTION-STALE"}
RULES = load(FROZEN)[0].rules
TRIED = [rule for rule in RULES.values() if rule.example and rule.code not in OF_FINISHED_PAGES]


def codes_in_code() -> set[str]:
    """Return every problem code that the modules and the hook write."""
    text = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "hooks" / "isnad").rglob("*.py"))
    return set(re.findall(rf'"([A-Z]{{2,}}(?:-[A-Z]{{2,}})+|{ONE_WORD})"', text))


def test_every_code_is_published_and_no_other(kb: KnowledgeBase) -> None:
    assert codes_in_code() > NO_CODES
    assert {rule.code for rule in kb.rules.values()} == codes_in_code() - NO_CODES


@pytest.mark.parametrize("rule", TRIED, ids=lambda rule: rule.code)
def test_the_example_stands_in_the_project_and_fails_as_it_says(rule: Rule, project: ProjectCopy) -> None:
    assert rule.example is not None
    text = project.read(rule.example.file)
    assert rule.example.passes in text
    project.write(rule.example.file, text.replace(rule.example.passes, rule.example.fails or "", 1))
    found = (problem.code for find in (project.fact_problems, project.problems) for problem in find())
    assert rule.code in found


def test_examples_of_finished_pages_are_listed(kb: KnowledgeBase) -> None:
    assert {rule.code for rule in kb.rules.values() if rule.example} >= OF_FINISHED_PAGES
