"""SARIF: valid by the schema of its standard, and every rule explained.

`sarif-2.1.0.json` is the schema of SARIF 2.1.0 with Errata 01, as OASIS Open publishes it at the address that it
names, unchanged.
"""

import json
from typing import Any

import pytest
from isnad.load import load_rules
from isnad.messages import Tongue, say
from isnad.problems import Mark, Problem
from isnad.sarif import SCHEMA, sarif
from jsonschema import Draft4Validator

from .conftest import ROOT

OFFICIAL = json.loads((ROOT / "tests/sarif-2.1.0.json").read_text(encoding="utf-8"))
RULES = {rule.code: rule for rule in load_rules().values()}
PROBLEMS = [
    Problem.at(Mark("data/a.yaml", 2, 8), "VALUE-QUOTE", say("mend-value", value="12")),
    Problem.at(Mark("docs/ar/صفحة جديدة.md", 1, 1), "NO-SUCH-RULE", say("file-empty")),
]


def run(tongue: Tongue, problems: list[Problem] = PROBLEMS) -> dict[str, Any]:
    """Return the one run of a log that is valid by the official schema."""
    log = sarif(problems, tongue, RULES)
    errors = [error.message for error in Draft4Validator(OFFICIAL).iter_errors(log)]
    assert errors == []
    (only,) = log["runs"]
    assert isinstance(only, dict)
    return only


def test_the_schema_refuses_what_is_not_sarif() -> None:
    assert OFFICIAL["id"] == SCHEMA
    assert not Draft4Validator(OFFICIAL).is_valid({"version": "2.1.0", "runs": [{}]})


@pytest.mark.parametrize("tongue", Tongue)
def test_a_log_is_valid_with_and_without_problems(tongue: Tongue) -> None:
    assert run(tongue)["language"] == tongue
    assert run(tongue, [])["results"] == []


def test_a_result_names_its_rule_its_place_and_its_words() -> None:
    found = run(Tongue.FR)
    rules = found["tool"]["driver"]["rules"]
    first, second = found["results"]
    assert first["message"]["text"] == PROBLEMS[0].said.text(Tongue.FR)
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "VALUE-QUOTE"
    assert rules[second["ruleIndex"]] == {"id": "NO-SUCH-RULE", "defaultConfiguration": {"level": "error"}}
    place = first["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 8}
    assert place["artifactLocation"]["uri"] == "data/a.yaml"
    uri = second["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "docs/ar/%D8%B5%D9%81%D8%AD%D8%A9%20%D8%AC%D8%AF%D9%8A%D8%AF%D8%A9.md"


@pytest.mark.parametrize("tongue", Tongue)
def test_every_rule_is_explained(tongue: Tongue) -> None:
    told = {rule["id"]: rule for rule in run(tongue, [])["tool"]["driver"]["rules"]}
    assert told.keys() == RULES.keys()
    for code, rule in RULES.items():
        both = [rule.description.ar, rule.description.fr]
        wanted = {Tongue.AR: both[:1], Tongue.FR: both[1:]}.get(tongue, both)
        assert told[code]["fullDescription"]["text"].split("\n") == wanted
        if rule.example:
            assert rule.example.passes in told[code]["help"]["text"]
            assert f"`{rule.example.file}:`" in told[code]["help"]["markdown"]
