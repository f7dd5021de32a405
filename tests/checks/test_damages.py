"""Each rule about the facts: damages that it reports, at their place, and changes that it accepts."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from isnad.checks import rules
from isnad.facts.load import load

from tests.conftest import ProjectCopy, bare

RULES = {f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}": rule for rule in rules.RULES}
TABLE: dict[str, dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("damages.yaml").read_text("utf-8")
)
CASES = [pytest.param(rule, case, id=name) for rule, cases in TABLE.items() for name, case in cases.items()]
# Rules of what cannot be damaged in one place of the frozen files, and where else each is tried.
ELSEWHERE = {
    "rules.check_labels": "test_rules",  # labels are no data of a project
    "copies.check_copies": "facts/test_copies",  # a second record needs a second fingerprint
    "corrections.check_tombstones": "facts/test_tombstones",  # there is none to damage
    "unit_words.check_counted": "test_unit_words",  # by records of their own, as the next four
    "roles.check_speakers": "test_roles",
    "roles.check_asserted": "test_roles",
    "statement_words.check_words": "test_statement_words",
    "statement_words.check_events": "test_statement_words",
    "mentions.check_printed": "cli/test_promotion",  # no figure of the frozen project is only referenced
    "mentions.check_hosts": "test_citations",
    "rules.check_addresses": "system/test_attacks",  # the form of a source refuses most first
}


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_rule_reports_damage_at_its_place_and_nothing_else(
    project: ProjectCopy, rule: str, case: dict[str, Any]
) -> None:
    """Once, where it is, and by `rules` too."""
    path, within, old, new = case["edit"]
    for edit in filter(None, (case.get("first"), (within, old, new))):
        project.edit(path, *edit)
    kb, problems = load(project.root)
    assert not problems
    found = list(RULES[rule](kb))
    code, at, words = case.get("found") or (None, new, "")
    codes = filter(None, (code, case.get("also")))
    assert [(*problem[:3], problem.code) for problem in found] == [
        (*project.place(path, within, at), each) for each in codes
    ]
    assert all(words in bare(problem.message) for problem in found[:1])
    assert set(found) <= set(rules.check(kb))


def test_every_rule_has_a_damage_that_it_reports() -> None:
    tried = {rule for rule, cases in TABLE.items() if any("found" in case for case in cases.values())}
    assert tried | ELSEWHERE.keys() == RULES.keys()
    assert not tried & ELSEWHERE.keys()
