"""The downloads: read by tools that are not ours, and nothing is lost from the data to the file and back."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from isnad.exports.columns import columns
from isnad.exports.create import create_exports
from isnad.exports.csv_files import FORMULA, guarded
from isnad.exports.documents import Figure
from isnad.exports.downloads import MEDIA_TYPES, ROWS
from isnad.exports.rows import Tidy, tidy, time_period
from isnad.facts.indexes import has_figures
from isnad.facts.model import Basis, Entity, EntityKind, KnowledgeBase, Observation, Period, Witness
from isnad.facts.record import NOT_GIVEN, Bilingual, NotGiven
from isnad.phrases.vocabulary import CODES, code_label, heading
from isnad.text.languages import Language
from openpyxl import load_workbook

from tests.cases import for_all
from tests.conftest import ROOT, with_observations
from tests.exported import csv_rows, from_documents, from_json, from_rows, in_cell, in_notes, observations, sheet_rows
from tests.generated import generated

AR, FR = Language.AR, Language.FR
CSVS = [*ROWS]
WORKBOOKS = [name for name in MEDIA_TYPES if name.endswith(".xlsx")]
# The names of fields as documents nest them; a table joins them.
TIDY = ["id", "indicator", "value", "qualifier", "unit", "time_period", "ref_area", "scope", "stated_by", "source",
        "quote", "address", "value_to", "out_of", "obs_status", "unit_mult"]  # fmt: skip
# ObservationalTimePeriod of SDMX, and the two dots of ISO 8601.
TIME = re.compile(r"\d{4}(-Q[1-4]|-S[12]|-\d\d(-\d\d)?)?|\d{4}-\d\d-\d\d/(P\d+[MD]|\.\.)")
Read = Callable[[KnowledgeBase, Mapping[str, bytes]], list[dict[str, Any]]]


def stable(path: str) -> str:
    return path.replace(".", "_")


def worded(kb: KnowledgeBase, language: Language) -> Callable[[str], str]:
    return lambda path: heading(kb, path.split("."), language)


def codes(kb: KnowledgeBase, language: Language) -> dict[str, str]:
    """Return the code of each word that stands in its place."""
    found = {(kb.labels[code_label(code)][language], code.value) for each in CODES for code in each.values}
    assert len(found) == len({word for word, _ in found}), "one word must not say two things"
    return dict(found)


def read_both(_: KnowledgeBase, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return from_rows(csv_rows(files["downloads/figures-wide.csv"]), stable, {}, in_cell(stable))


def read_workbook(language: Language) -> Read:
    def read(kb: KnowledgeBase, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
        find, data = worded(kb, language), files[f"downloads/figures-{language}.xlsx"]
        notes = in_notes(sheet_rows(data, 3), find)
        return from_rows(sheet_rows(data, 1), find, codes(kb, language), notes, language)

    return read


def read_dataset(_: KnowledgeBase, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    return from_documents(from_json(files["downloads/dataset.json"])["figures"])


# How each file is read, and the language of the texts in it.
READERS: dict[str, tuple[Read, Language | None]] = {
    "dataset.json": (read_dataset, None),
    "figures-wide.csv": (read_both, None),
    **{f"figures-{each}.xlsx": (read_workbook(each), each) for each in Language},
}


@pytest.mark.parametrize("file", READERS)
def test_every_observation_comes_back_whole(kb: KnowledgeBase, exports: Mapping[str, bytes], file: str) -> None:
    read, language = READERS[file]
    assert read(kb, exports) == observations(kb, language)


# Texts such as an article might hold to harm whoever opens a spreadsheet, or to be taken apart by a reader of CSV.
SIGNS = "=+-@'\"|%;,\t\n \u00a0\u202f«»<>&{}[]_"
WORDS = ("''", "=1+1", "+212", "-5", "@SUM(A1)", "'=1", "＝", "حـ", "é", "١", "0x", "1e5", "_x000D_")
texts = st.lists(st.sampled_from([*SIGNS, *WORDS]), min_size=1, max_size=6).map("".join).filter(str.strip)
bilinguals = st.builds(lambda ar, fr: Bilingual(marks={}, ar=ar, fr=fr), texts, texts)
a_witness = st.builds(lambda quote, translation: Witness(marks={}, quote=quote, translation=translation), texts, texts)
grounds = st.tuples(st.none() | bilinguals, st.lists(a_witness, max_size=3).map(tuple))
values = st.one_of(
    st.integers(0, 10**15 - 1).map(Decimal), st.integers(0, 10**15 - 1).map(lambda digits: Decimal(digits).scaleb(-6))
)


def hostile(one: Observation, value: Decimal, words: tuple[str, str], ours: list[Any], based: list[Any]) -> Observation:
    """Return an observation with another value, whose every text is another one."""
    note, comment, because = ours
    parts = (replace(part, reason=reason, witnesses=witnesses) for part, (reason, witnesses) in based)
    period, scope, stated_by = parts
    return replace(
        one,
        value=value,
        citation=replace(one.quotation, quote=words[0], translation=words[1], note=note),
        comment=comment,
        superseded_because=because,
        disagrees_with=("attempts-2024", "rescues-2024"),
        period=period,
        scope=scope,
        stated_by=stated_by,
    )


@settings(generated(15), suppress_health_check=[HealthCheck.too_slow])
@given(
    value=values,
    words=st.tuples(texts, texts),
    ours=st.lists(st.none() | bilinguals, min_size=3, max_size=3),
    based=st.lists(grounds, min_size=3, max_size=3),
)
def test_whatever_the_texts_nothing_is_lost_and_nothing_is_run(
    kb: KnowledgeBase, value: Decimal, words: tuple[str, str], ours: list[Any], based: list[Any]
) -> None:
    before = kb.observations["attempts-2024-9m"]
    parts = (before.period, before.scope, before.stated_by)
    one = hostile(before, value, words, ours, list(zip(parts, based, strict=True)))
    changed = replace(with_observations(kb, one), observations={one.id: one}, derived={})
    files = create_exports(changed)
    for file, (read, language) in READERS.items():
        assert read(changed, files) == observations(changed, language), file
    for file in CSVS:
        rows = csv.reader(io.StringIO(files[f"downloads/{file}"].decode("utf-8-sig"), newline=""))
        assert [cell for row in rows for cell in row if re.match("[=+\\-@＝＋－＠\t\r\n]", cell)] == []


@given(st.text(st.sampled_from([*"'=+-@ab\t\r\n＝"])))
def test_a_guarded_text_is_no_formula_and_comes_back(text: str) -> None:
    cell = guarded(text)
    assert (cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell) == text
    assert not re.match("[=+\\-@＝＋－＠\t\r\n]", guarded(text))
    assert (guarded(text) == text) == (FORMULA.match(text) is None)


# CSV


@pytest.mark.parametrize("file", CSVS)
def test_a_csv_file_opens_in_spreadsheets(exports: Mapping[str, bytes], file: str) -> None:
    data = exports[f"downloads/{file}"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    assert rows
    assert {len(row) for row in rows} == {len(header)}
    assert len(set(header)) == len(header)


@pytest.mark.parametrize("language", Language)
def test_the_table_of_a_topic_is_that_on_which_the_workbook_opens(
    exports: Mapping[str, bytes], kb: KnowledgeBase, language: Language
) -> None:
    opened = sheet_rows(exports[f"downloads/figures-{language}.xlsx"], 0)
    assert opened == csv_rows(exports[f"downloads/figures-{language}.csv"])
    tables = (
        csv_rows(exports[f"downloads/topics/{topic}-{language}.csv"]) for topic in kb.topics if has_figures(kb, topic)
    )
    rows = [row for table in tables for row in table]
    assert sorted(map(str, rows)) == sorted(map(str, opened))
    assert {len(row) for row in rows} == {10}
    assert not {"about", "not-given", "inferred", "verified", "percent"} & {
        cell for row in rows for cell in row.values()
    }


def test_a_row_for_readers(exports: Mapping[str, bytes]) -> None:
    rows = sheet_rows(exports["downloads/figures-fr.xlsx"], 0)
    (row,) = (row for row in rows if "48963" in row.values())
    assert [*row.items()][:-2] == [
        ("Identifiant", "attempts-2024-9m"),
        ("Indicateur", "Tentatives de migration irrégulière déjouées"),
        ("Chiffre, tel qu’il est donné", "environ 48\u202f963\u00a0tentatives"),
        ("Valeur", "48963"),
        ("Période", "janvier – septembre 2024"),
        ("Qui et où", "services concernés"),
        ("Qui le dit", "ministère de l’Intérieur"),
        ("Article", "Al Alam en ligne, bilan de neuf mois"),
    ]
    assert "environ 48.963" in row["Citation"]
    assert row["Page"].endswith("/fr/figures/attempts-2024-9m/")


def test_a_row_for_programs(exports: Mapping[str, bytes], kb: KnowledgeBase) -> None:
    rows = csv_rows(exports["downloads/figures.csv"])
    assert [*rows[0]] == TIDY
    assert [row["id"] for row in rows] == [*kb.observations]
    whole = {row["id"]: row for row in csv_rows(exports["downloads/figures-wide.csv"])}
    same = {"indicator": "indicator_id", "qualifier": "precision", "unit": "unit_id", "stated_by": "stated_by_id",
            "source": "source_id", "quote": "quote_text", "value": "value", "value_to": "value_to"}  # fmt: skip
    wrong = []
    for row in rows:
        other, status = whole[row["id"]], {"verified": "A", "referenced": "V"}
        ends = TIME.fullmatch(row["time_period"])
        fits = (
            ends
            and row["time_period"].startswith(other["period_start"][:4])
            and row["time_period"].endswith("/..") == (other["period_end"] == "")
            and row["obs_status"] == status[other["evidence"]]
            and row["address"] == (other["quote_address"] or other["printed_address"])
            and {name: row[name] for name in same} == {name: other[of] for name, of in same.items()}
        )
        wrong += [] if fits else [row]
    assert wrong == []


@for_all(
    "start, end, written",
    [
        (date(2024, 1, 1), date(2024, 12, 31), "2024"),
        (date(2024, 7, 1), date(2024, 12, 31), "2024-S2"),
        (date(2024, 4, 1), date(2024, 6, 30), "2024-Q2"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        (date(2024, 2, 1), date(2024, 4, 30), "2024-02-01/P3M"),
        (date(2023, 1, 1), date(2024, 12, 31), "2023-01-01/P24M"),
        (date(2024, 2, 3), date(2024, 2, 3), "2024-02-03"),
        (date(2024, 2, 3), date(2024, 3, 3), "2024-02-03/P30D"),
        (date(2024, 1, 1), NOT_GIVEN, "2024-01-01/.."),
    ],
)
def test_a_period_in_the_words_of_sdmx(start: date, end: date | NotGiven, written: str) -> None:
    period = Period(marks={}, start=start, end=end, basis=Basis.STATED)
    assert time_period(period) == written


def test_a_place_has_the_code_of_its_country_or_region(kb: KnowledgeBase) -> None:
    codes = {"nador": "MA-NAD", "at-sea": None}
    places = {name: Entity(marks={}, id=name, kind=EntityKind.PLACE, name=kb.entities["morocco"].name, iso_3166=code)
              for name, code in codes.items()}  # fmt: skip
    one, changed = kb.observations["attempts-2024"], replace(kb, entities={**kb.entities, **places})
    found = {name: tidy(changed, replace(one, scope=replace(one.scope, place=name))).ref_area for name in codes}
    assert found == codes
    assert tidy(kb, replace(one, scope=replace(one.scope, place=None))).ref_area is None


def test_a_missing_end_is_an_empty_cell(exports: Mapping[str, bytes]) -> None:
    rows = {row["id"]: row for row in csv_rows(exports["downloads/figures-wide.csv"])}
    assert (rows["attempts-2022"]["period_end"], rows["attempts-2022"]["period_end_status"]) == ("", "not-given")
    assert (rows["attempts-2024"]["period_end"], rows["attempts-2024"]["period_end_status"]) == ("2024-12-31", "stated")


def test_the_names_of_columns_for_programs_do_not_change() -> None:
    """A name that is gone, or means something else, breaks the programs of others: add, and never take away."""
    golden = (ROOT / "tests" / "golden_columns.txt").read_text(encoding="utf-8").split()
    assert [column.name for column in columns(Figure, None)] == golden


# Workbooks


@pytest.mark.parametrize("file", WORKBOOKS)
def test_a_workbook_has_five_sheets_that_filter_and_stay_in_sight(exports: Mapping[str, bytes], file: str) -> None:
    book = load_workbook(io.BytesIO(exports[f"downloads/{file}"]))
    names = (
        ["الأرقام", "كل الحقول", "المقالات", "ملاحظات", "اقرأني"]
        if "-ar" in file
        else ["Chiffres", "Tous les champs", "Articles", "Notes", "Lisez-moi"]
    )
    assert book.sheetnames == names
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in book] == ["-ar" in file] * 5
    for sheet in book.worksheets[:4]:
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold


@pytest.mark.parametrize("file", WORKBOOKS)
def test_numbers_are_numbers_and_dates_are_dates(exports: Mapping[str, bytes], file: str) -> None:
    book = load_workbook(io.BytesIO(exports[f"downloads/{file}"]))
    header, *rows = book.worksheets[1].iter_rows()
    language = AR if "-ar" in file else FR
    kinds = {column.path: column.kind for column in columns(Figure, language) if column.kind not in ("array", "object")}
    assert len(kinds) == len(header)
    seen = set()
    for row in rows:
        for kind, cell in zip(kinds.values(), row, strict=True):
            if cell.value is not None:
                expected = {"number": "n", "integer": "n", "date": "d", "string": "s", "boolean": "b"}[kind]
                assert (cell.data_type, cell.hyperlink) == (expected, None)
                assert kind != "date" or cell.number_format == "yyyy-mm-dd"
                seen.add(kind)
    assert seen == {"number", "integer", "date", "string", "boolean"}


def test_notes_tell_of_corrections_and_caveats(kb: KnowledgeBase, exports: Mapping[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(exports["downloads/figures-fr.xlsx"]))
    notes = list(book.worksheets[3].values)
    caveats = [(source.id, "Réserves", each.fr, None) for source in kb.sources.values() for each in source.caveats]
    assert caveats
    assert set(caveats) <= set(notes)
    assert book.worksheets[4]["A1"].value.startswith("Migration en chiffres, version du ")


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut(kb: KnowledgeBase) -> None:
    one = kb.observations["attempts-2024"]
    long = replace(one, citation=replace(one.quotation, quote="a" * 40_000))
    with pytest.raises(ValueError, match="too long for a cell"):
        create_exports(with_observations(kb, long))


# The data package


@pytest.fixture
def package(exports: Mapping[str, bytes], tmp_path: Path) -> Path:
    """The files of the package, in a folder of their own."""
    for path, data in exports.items():
        if path.startswith("downloads/"):
            (tmp_path / Path(path).name).write_bytes(data)
    return tmp_path


# What frictionless says of files, as JSON; it takes seconds to import, and so reads all of them in one process.
VALIDATE = """
import json, sys
sys.modules["rfc3987_syntax"] = None
from frictionless import validate
print(json.dumps([validate(name, basepath=folder).to_dict() for folder, name in map(json.loads, sys.argv[1:])]))
"""


def damage(package: Path) -> None:
    """Write into the tables of figures what their schemas forbid."""
    plain = (package / "figures.csv").read_text(encoding="utf-8-sig")
    (package / "figures.csv").write_text(plain.replace("alalam-9m-2024", "nowhere-2024", 1), encoding="utf-8-sig")
    rows = (package / "figures-wide.csv").read_text(encoding="utf-8-sig")
    damages = {"78685": "many", ",stated,": ",perhaps,", "hompress-2024": "nowhere-2024", "rescues-2024,": ",",
               "attempts-2022,,,": "attempts-1922,,,", "2024-09-30": "2024-09-31"}  # fmt: skip
    for old, new in damages.items():
        assert old in rows
        rows = rows.replace(old, new, 1)
    (package / "figures-wide.csv").write_text(rows, encoding="utf-8-sig")


def test_frictionless_accepts_the_package_and_finds_what_is_damaged(package: Path) -> None:
    """The schema says enough for it: types, codes, ids of articles and figures, what must be there."""
    damaged = package / "damaged"
    shutil.copytree(package, damaged)
    damage(damaged)
    files = [(package, "datapackage.json"), (package, "dataset.zip"), (damaged, "datapackage.json")]
    command = [sys.executable, "-c", VALIDATE, *(json.dumps([str(folder), name]) for folder, name in files)]
    *sound, broken = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    for report in sound:
        assert report["valid"], report
        assert {task["place"]: task["type"] for task in report["tasks"]} == {
            **dict.fromkeys(CSVS, "table"),
            "dataset.json": "json",
        }
        assert report["warnings"] == []
        rows = {task["place"]: task["stats"]["rows"] for task in report["tasks"] if task["type"] == "table"}
        assert rows["figures.csv"] == rows["figures-wide.csv"]
    errors = {task["place"]: task["errors"] for task in broken["tasks"]}
    assert {error["type"] for error in errors["figures.csv"]} == {"foreign-key", "hash-count", "byte-count"}
    found = {error["type"] for error in errors["figures-wide.csv"]}
    assert found >= {"type-error", "constraint-error", "foreign-key", "hash-count", "byte-count"}
    assert errors["sources.csv"] == []


def test_the_package_says_its_licence_its_version_and_its_articles(
    exports: Mapping[str, bytes], kb: KnowledgeBase
) -> None:
    package = json.loads(exports["downloads/datapackage.json"])
    assert [each["name"] for each in package["licenses"]] == ["CC-BY-4.0"]
    assert "appartiennent à leurs éditeurs" in package["description"]
    assert "ملك لناشريها" in package["description"]
    assert len(package["sources"]) == len(kb.sources)
    urls = {source.url.value for source in kb.sources.values() if source.url is not NOT_GIVEN}
    assert {each.get("path") for each in package["sources"]} >= urls
    for resource in package["resources"]:
        assert resource["hash"] == f"sha256:{sha256(exports['downloads/' + resource['path']]).hexdigest()}"
        for field in resource.get("schema", {}).get("fields", []):
            assert " / " in field["title"]


def test_the_metadata_of_csv_on_the_web_fits_the_files(exports: Mapping[str, bytes]) -> None:
    """What `csvw` of PyPI tests too, which cannot be installed beside frictionless."""
    tables = {each["url"]: each["tableSchema"] for each in json.loads(exports["downloads/csv-metadata.json"])["tables"]}
    rows = {file: csv_rows(exports[f"downloads/{file}"]) for file in tables}
    assert [*tables] == CSVS
    keys = {
        (file, key["columnReference"]): key["reference"]
        for file in tables
        for key in tables[file].get("foreignKeys", [])
    }
    assert {*keys} == {("figures.csv", "id"), ("figures.csv", "source"), ("figures-wide.csv", "source_id")}
    for (file, name), to in keys.items():
        assert {row[name] for row in rows[file]} <= {row[to["columnReference"]] for row in rows[to["resource"]]}
    for file, schema in tables.items():
        assert [column["titles"] for column in schema["columns"]] == [*rows[file][0]]
        for column in schema["columns"]:
            cells, type_ = [row[column["name"]] for row in rows[file]], column["datatype"]
            assert not column.get("required") or all(cells), column
            if isinstance(type_, dict):
                assert all(not cell or re.fullmatch(type_["format"], cell) for cell in cells), column
            assert "sdmx" in column.get("propertyUrl", "sdmx")


# The archive


def test_the_archive_holds_every_file_and_a_readme_in_each_language(exports: Mapping[str, bytes]) -> None:
    with ZipFile(io.BytesIO(exports["downloads/dataset.zip"])) as archive:
        assert archive.testzip() is None
        held = {name: archive.read(name) for name in archive.namelist()}
        times = {each.date_time for each in archive.infolist()}
    files = {name: data for name, data in held.items() if not name.startswith("README")}
    assert files == {name: exports[f"downloads/{name}"] for name in MEDIA_TYPES if name != "dataset.zip"}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    for language in Language:
        guide = held[f"README.{language}.md"].decode()
        assert all(f"`{name}`" in guide for name in files)
        assert all(f"`{column.name}`" in guide for kind in (Tidy, Figure) for column in columns(kind, None))
        assert all(f"`{code}`" in guide for each in CODES for code in each.values)
