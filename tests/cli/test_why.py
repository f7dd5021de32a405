"""`isnad why`: the whole chain of a figure, each link of it looked up anew here."""

import pytest
from isnad.checks.project import read_project
from isnad.cli.main import main
from isnad.facts import fingerprints
from isnad.facts.model import Basis, KnowledgeBase
from isnad.text import evidence
from isnad.text.locale import format_number

from tests.conftest import FROZEN, Printed, ProjectCopy


def why(figure: str, capsys: Printed) -> str:
    assert main(["--root", str(FROZEN), "why", figure]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


@pytest.mark.parametrize("name", ["attempts-2024", "rescues-2024-9m", "returns-2022-headline"])
def test_every_link_of_the_chain_is_shown(name: str, kb: KnowledgeBase, capsys: Printed) -> None:
    out = why(name, capsys)
    observation, source = kb.observations[name], kb.sources[kb.observations[name].citation.source]
    unit, mark = kb.unit_of(observation), observation.at()
    (place,) = evidence.find(observation.quotation.quote, kb.fingerprints[source.id])
    links = [
        f"{mark.path}:{mark.line}", format_number(observation.value), observation.precision, unit.id,
        unit.forms.ar["other"], unit.forms.fr["other"], f"{observation.period.start} to {observation.period.end}",
        f"«{observation.quotation.quote}»", f"«{observation.quotation.translation}»",
        f"§ {place.paragraph}," if place.paragraph else "the headline,", fingerprints.fingerprint_path(source.id),
        source.label.ar, source.label.fr, source.captured.sha256, "made from this text", observation.stated_by.entity,
        *observation.scope.named(), "corrected     never", str(observation.reviewed),
    ]  # fmt: skip
    for based in observation.bases().values():
        links += [witness.quote for witness in based.witnesses]
        if based.basis is Basis.INFERRED:
            assert based.reason is not None
            links += [based.reason.ar, based.reason.fr]
    assert [link for link in links if link not in out] == []


def test_every_page_that_shows_it_is_named(capsys: Printed) -> None:
    out, (project, _) = why("rescues-2024", capsys), read_project(FROZEN)
    written = {path for path, page in project.pages.items() if "observation-rescues-2024" in page.footnotes}
    assert {"ar/rescues.md", "fr/rescues.md", "ar/figures.md", "fr/figures.md"} <= written
    assert [path for path in written if f"(docs/{path})" not in out] == []
    assert "http://127.0.0.1:8000/rescues/  (docs/ar/rescues.md)" in out
    assert "http://127.0.0.1:8000/fr/figures/rescues-2024/  (made of data/indicators.yaml)" in out
    assert "patrols" not in out


def test_a_derived_figure_is_followed_to_what_it_comes_from(capsys: Printed) -> None:
    out = why("iom-share-2024-9m", capsys)
    assert "computed      share of returns-2024-9m-iom, returns-2024-9m\n" in out
    for part in ("returns-2024-9m-iom", "returns-2024-9m"):
        assert f"── {part} ──\nfigure        {part}, " in out
    assert "part of       returns-2024-9m\n" in out


def test_an_unknown_id_has_a_near_miss(capsys: Printed) -> None:
    assert main(["--root", str(FROZEN), "why", "rescue-2024"]) == 1
    assert capsys.readouterr() == ("", "unknown id of observations 'rescue-2024'; did you mean 'rescues-2024'?\n")


def test_a_figure_that_is_broken_is_not_explained(project: ProjectCopy, capsys: Printed) -> None:
    project.edit("data/indicators.yaml", "rescues-2024:", "value: 18645", "value: many")
    assert main(["--root", str(project.root), "why", "rescues-2024"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "WRONG-TYPE" in err
    assert err.endswith("`rescues-2024` is too broken to be read\n")


def test_a_correction_is_part_of_the_chain(project: ProjectCopy, capsys: Printed) -> None:
    project.replace(
        "data/corrections.yaml", "corrections: {}",
        "corrections:\n  a:\n    date: 2026-11-22\n    observation: rescues-2024\n    was: 18654\n    now: 18645\n"
        "    why: {ar: تبادل رقمان., fr: Deux chiffres étaient intervertis.}",
    )  # fmt: skip
    assert main(["--root", str(project.root), "why", "rescues-2024"]) == 0
    out, _ = capsys.readouterr()
    assert "corrected     2026-11-22, 18\u202f654 to 18\u202f645: تبادل رقمان.\n" in out
