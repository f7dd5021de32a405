"""Problems in SARIF 2.1.0, the format in which checkers report to code hosts and editors (OASIS, 2020)."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from .messages import Tongue
from .model import Rule
from .problems import Problem
from .record import Language

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
# The languages of the site in which a rule is explained to those who read its problems in another.
LANGUAGES = {Tongue.AR: (Language.AR,), Tongue.FR: (Language.FR,)}


def sarif(problems: Sequence[Problem], tongue: Tongue, rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return the log of one run: every rule that the site explains, by code, and a result for each problem."""
    codes = [*rules, *sorted({each.code for each in problems} - rules.keys())]
    driver = {
        "name": "isnad",
        "language": str(tongue),
        "rules": [_rule(code, rules.get(code), tongue) for code in codes],
    }
    results = [_result(each, codes.index(each.code), tongue) for each in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "language": str(tongue), "results": results}
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rule(code: str, rule: Rule | None, tongue: Tongue) -> dict[str, Any]:
    """Return a rule as it is explained; in both languages of the site where another one is asked for."""
    described: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": "error"}}
    if rule is None:
        return described
    text = "\n".join(rule.description[language] for language in LANGUAGES.get(tongue, tuple(Language)))
    described |= {"shortDescription": {"text": text}, "fullDescription": {"text": text}, "help": {"text": text}}
    if rule.example:
        lines = [f"{rule.example.file}:", rule.example.passes]
        described["help"] = {
            "text": "\n\n".join([text, *lines]),
            "markdown": f"{text}\n\n`{lines[0]}`\n\n```\n{rule.example.passes}\n```",
        }
    return described


def _result(problem: Problem, index: int, tongue: Tongue) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(problem.path), "uriBaseId": ROOT},
        "region": {"startLine": problem.line, "startColumn": problem.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": "error",
        "message": {"text": problem.said.text(tongue)},
        "locations": [{"physicalLocation": place}],
    }
