"""Observations read back from what is exported, as plain values that can be compared with the records of the data.

Nothing here shares code with what writes the files: an apostrophe, a heading or a code is undone by rules of its own.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from isnad.facts.model import KnowledgeBase
from isnad.facts.record import Bilingual, Record
from isnad.text.languages import Language
from openpyxl import load_workbook

Plain = dict[str, Any]
ROLES = ("actor", "partner", "place", "origin")
GROUNDS = ("period", "scope", "stated_by")


def plain(value: Any, language: Language | None = None) -> Any:
    """Return a record as plain values, every field of it; its texts in one language, or in both."""
    if isinstance(value, Bilingual):
        return value[language] if language else {"ar": value.ar, "fr": value.fr}
    if isinstance(value, Record):
        names = (spec.name for spec in fields(value) if spec.name != "marks")
        return {name: plain(getattr(value, name), language) for name in names}
    if isinstance(value, tuple):
        return [plain(each, language) for each in value]
    return str(value) if isinstance(value, date | str) else value


def observations(kb: KnowledgeBase, language: Language | None = None) -> list[Plain]:
    """Return every observation as the data files hold it."""
    return [plain(each, language) for each in kb.observations.values()]


def from_documents(documents: list[Any]) -> list[Plain]:
    """Return the observations that some documents of the API hold."""
    return [_from_document(each) for each in documents]


def _from_document(made: Any) -> Plain:
    same = ("id", "rounds", "part_of", "base", "superseded_by", "superseded_because", "comment")
    period, scope, stated_by = (made[name] for name in GROUNDS)
    return {
        **{name: made[name] for name in (*same, "reviewed", "disagrees_with")},
        "precision": _precision(made["precision"]),
        "status": made["status"],
        "value": Decimal(made["value"]),
        "value_to": made["value_to"] and Decimal(made["value_to"]),
        "out_of": made["out_of"] and Decimal(made["out_of"]),
        "period": {**_ground(period), "start": period["start"], "end": period["end"] or period["end_status"]},
        "scope": {**_ground(scope), **{role: scope[role] and scope[role]["id"] for role in ROLES}},
        "stated_by": {**_ground(stated_by), "entity": stated_by["id"]},
        "citation": {
            "source": made["source"]["id"],
            "quote": made["quote"]["text"],
            "translation": made["quote"]["translation"] or made["quote"]["translations"],
            "note": made["quote"]["note"],
        },
    }


def _precision(qualifier: str) -> str:
    """Return what the data files call it: they say what was read, the exports what may be said of it."""
    return {"as-stated": "exact"}.get(qualifier, qualifier)


def _ground(part: Any) -> Plain:
    return {"basis": part["basis"], "reason": part["reason"], "witnesses": [*map(_witness, part["witnesses"])]}


def _witness(made: Any) -> Plain:
    """Return a further quote as the data files hold it, with one translation or two."""
    return {"quote": made["quote"], "translation": made["translation"] or made["translations"]}


def from_json(data: bytes) -> Any:
    """Return what JSON holds, its numbers with every digit."""
    return json.loads(data, parse_float=Decimal)


# Tables: rows of texts, by the names of columns.


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file, the apostrophes of guarded cells taken off."""
    assert data.startswith(b"\xef\xbb\xbf")
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: re.sub("^'(?='*[=+\\-@＝＋－＠\t\r\n])", "", cell) for name, cell in row.items()} for row in rows]


def sheet_rows(data: bytes, number: int) -> list[dict[str, str]]:
    """Return the rows of a sheet of a workbook, as the texts that a CSV file has in their place."""
    book = load_workbook(io.BytesIO(data), rich_text=False)
    header, *rows = book.worksheets[number].values
    return [{str(name): _cell(cell) for name, cell in zip(header, row, strict=True)} for row in rows]


def _cell(cell: Any) -> str:
    if isinstance(cell, datetime):
        assert cell.time().isoformat() == "00:00:00"
        return cell.date().isoformat()
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


# How a table calls the column of a field, what a code is called in it, and the further quotes of a row.
Find = Callable[[str], str]
Codes = Mapping[str, str]
Witnesses = Callable[[dict[str, str], str], list[dict[str, str]]]


def from_rows(
    rows: list[dict[str, str]], name: Find, codes: Codes, witnesses: Witnesses, language: Language | None = None
) -> list[Plain]:
    """Return the observations that the rows of a table hold."""
    return [_from_row(row, name, codes, witnesses, language) for row in rows]


def _from_row(row: dict[str, str], name: Find, codes: Codes, witnesses: Witnesses, language: Language | None) -> Plain:
    def cell(path: str) -> str | None:
        return row[name(path)] or None

    def code(path: str) -> str:
        return codes.get(row[name(path)], row[name(path)])

    def text(path: str) -> Any:
        if language:
            return cell(path)
        both = {each.value: row[f"{name(path)}_{each}"] for each in Language}
        return both if any(both.values()) else None

    def ground(part: str) -> Plain:
        reason = text(f"{part}.reason")
        return {"basis": code(f"{part}.basis"), "reason": reason, "witnesses": witnesses(row, part)}

    return {
        **{path: cell(path) for path in ("id", "rounds", "part_of", "base", "superseded_by", "reviewed")},
        "value": Decimal(cell("value") or ""),
        "value_to": Decimal(upper) if (upper := cell("value_to")) else None,
        "out_of": Decimal(whole) if (whole := cell("out_of")) else None,
        "precision": _precision(code("precision")),
        "status": code("status"),
        "superseded_because": text("superseded_because"),
        "disagrees_with": (cell("disagrees_with") or "").split(),
        "comment": text("comment"),
        "period": {
            **ground("period"),
            "start": cell("period.start"),
            "end": cell("period.end") or code("period.end_status"),
        },
        "scope": {**ground("scope"), **{role: cell(f"scope.{role}.id") for role in ROLES}},
        "stated_by": {**ground("stated_by"), "entity": cell("stated_by.id")},
        "citation": {
            "source": cell("source.id"),
            "quote": cell("quote.text"),
            "translation": cell("quote.translation"),
            "note": text("quote.note"),
        },
    }


def in_cell(find: Find) -> Witnesses:
    """Return how to find the further quotes that stand as JSON in a cell of the row."""
    return lambda row, part: [*map(_witness, json.loads(row[find(f"{part}.witnesses")] or "[]"))]


def in_notes(notes: list[dict[str, str]], find: Find) -> Witnesses:
    """Return how to find the further quotes that stand in a sheet of their own, after the figure and what is stated."""

    def found(row: dict[str, str], part: str) -> Iterator[dict[str, str]]:
        for figure, about, quote, translation in (tuple(note.values()) for note in notes):
            if (figure, about) == (row[find("id")], find(f"{part}.witnesses")):
                yield {"quote": quote, "translation": translation}

    return lambda row, part: list(found(row, part))
