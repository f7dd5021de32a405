"""`isnad new`: a made-up article of a made-up island, from its text to figures on the pages of both languages."""

import re
import shutil
from pathlib import Path

import pytest
import yaml
from isnad.checks.project import read_project
from isnad.cli.editor_schemas import written_fields
from isnad.cli.main import main
from isnad.cli.new import FLAGS
from isnad.facts.load import load
from isnad.facts.model import Source
from isnad.facts.record import NOT_GIVEN, Origin
from isnad.problems import Tongue
from isnad.text.languages import ArticleLanguage, Language

from tests.cli.test_figure_draft import ENTITIES, INDICATORS, UNIT
from tests.conftest import RAINFALL, Printed, ProjectCopy, bare

ARTICLE = """\
Gazette de la Sirène – accueil

Les phares de Morvane ont guidé plus de 1 700 barques en 2031

Dans son bilan, l’Office des phares de Morvane a indiqué avoir guidé environ 1 240 barques au cours des neuf premiers mois de l'année 2031.
Au total, ajoute l’Office des phares de Morvane, les gardiens ont guidé plus de 1.700 barques en 2031, brume comprise.
Un an plus tôt, selon l’Office des phares de Morvane, 1 655 barques avaient suivi les feux en 2030, toutes voiles dehors.
Commentaires (3)
"""  # noqa: E501
LABELS = ("--label-ar", "لاغازيت", "--label-fr", "Gazette")
ID, SEED, DRAFT = "morvane-2031", "seeds/morvane-2031.yaml", "seeds/archive/article.yaml"
SAID = {
    "id": ID,
    "label-ar": "منارات جزيرة متخيلة",
    "label-fr": "Les phares d’une île inventée",
    "summary-ar": "مقال متخيل عن منارات جزيرة لا وجود لها.",
    "summary-fr": "Article inventé sur les phares d’une île qui n’existe pas.",
    "title-translation": "منارات مورفان ترشد أكثر من 1 700 قارب في 2031",
    "published": "2032-01-15",
    "published-origin": "outside",
    "caveat-ar": "لا شيء من هذا صحيح.",
    "caveat-fr": "Rien de tout cela n’est vrai.",
}
# A figure: its id, the words given for it, its paragraph, the translation of its quote.
FIGURES = {
    "boats-2031-9m": (
        "l’Office des phares de Morvane a indiqué avoir guidé environ 1240 barques au cours des neuf premiers mois de "
        "l'année 2031",
        "وأشار مكتب منارات مورفان إلى أنه أرشد حوالي 1 240 قاربا خلال الأشهر التسعة الأولى من سنة 2031",
    ),
    "boats-2031": (
        "ajoute l’Office des phares de Morvane, les gardiens ont guidé plus de 1700 barques en 2031",
        "وأضاف مكتب منارات مورفان أن الحراس أرشدوا أكثر من 1 700 قارب في 2031",
    ),
    "boats-2030": (
        "selon l’Office des phares de Morvane, 1.655 barques avaient suivi les feux en 2030",
        "بحسب مكتب منارات مورفان، اتبع 1 655 قاربا الأضواء في 2030",
    ),
}
PERIODS = {
    "boats-2031-9m": ("2031-01-01", "2031-09-30"),
    "boats-2031": ("2031-01-01", "2031-12-31"),
    "boats-2030": ("2030-01-01", "2030-12-31"),
}


class Desk:
    """A copy of a project, the text of an article beside it, and the command line."""

    def __init__(self, project: ProjectCopy, folder: Path) -> None:
        self.project, self.root = project, project.root
        self.article = folder / "article.txt"
        self.article.write_text(ARTICLE, encoding="utf-8")

    def run(self, *arguments: str) -> int:
        return main(["--root", str(self.root), *arguments])

    def source(self, *more: str, **changes: str | None) -> int:
        """Run `isnad new source` with all that is said of the article, but for some changes."""
        said = {**SAID, **{flag.replace("_", "-"): value for flag, value in changes.items()}}
        flags = [word for flag, value in said.items() if value is not None for word in (f"--{flag}", value)]
        return self.run("new", "source", str(self.article), *flags, *more)

    def figure(self, phrase: str, *more: str) -> int:
        return self.run("new", "figure", ID, phrase, *more)

    def files(self) -> dict[str, bytes]:
        """Return every file of the project."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}

    def prepare(self) -> None:
        """Say what is counted, by whom and where."""
        self.project.replace(INDICATORS, "\nindicators:\n", UNIT)
        entities = re.sub(r", [^]}]*\]", "]", ENTITIES)  # the wordings of this article alone
        self.project.write("data/entities.yaml", self.project.read("data/entities.yaml").rstrip("\n") + entities)

    def confirm(self, name: str) -> None:
        """Put in all that a person must say of a figure."""
        text = self.project.read(SEED)
        at = text.index(f"    {name}:\n")
        before, block = text[:at], text[at:]
        (start, end), translation = PERIODS[name], FIGURES[name][1]
        answers = {"start": start, "end": end, "basis": "stated", "place": "morvane", "entity": "lighthouse-office",
                   "translation": translation, "reviewed": "2032-02-01"}  # fmt: skip
        for key, answer in answers.items():
            block = re.sub(rf"(?m)^( +{key}): CONFIRM.*$", rf"\1: {answer}", block)
        self.project.write(SEED, before + block)


@pytest.fixture
def desk(project: ProjectCopy, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(project, tmp_path_factory.mktemp("desk"))


@pytest.fixture
def with_source(desk: Desk, capsys: Printed) -> Desk:
    """A desk on which the article is recorded, and what it counts is known."""
    assert desk.source() == 0
    desk.prepare()
    capsys.readouterr()
    return desk


@pytest.mark.parametrize("language", ArticleLanguage)
def test_each_flag_is_an_answer_in_each_language(desk: Desk, language: str) -> None:
    for flag, keys in FLAGS.items():
        said = "1" if keys[-1].endswith(("line", "lines")) else "phare"
        assert desk.run("new", "source", str(desk.article), "--language", language, f"--{flag}", said) == 1
        assert re.search(rf"[ \[]{said}\b", desk.project.read(DRAFT)), flag
        (desk.root / DRAFT).unlink()


def test_a_spanish_article_is_recorded_in_one_go(desk: Desk) -> None:
    both = {f"title-translation-{target}": SAID["title-translation"] for target in ("ar", "fr")}
    assert desk.source(language="es", title_translation=None, **both) == 1
    both["title-translation-fr"] = "Les phares de Morvane ont guidé plus de 1 700 barques en 2031"
    shutil.rmtree(desk.root / "seeds/archive")
    assert desk.source(language="es", title_translation=None, **both) == 0
    assert yaml.safe_load(desk.project.read(SEED))["title"]["translation"].keys() == {"ar", "fr"}


def test_a_new_article_goes_from_its_text_to_the_pages(desk: Desk, capsys: Printed) -> None:
    """Without a flag: the file is filled in as a person would, and no other file is written by hand."""
    assert desk.run("new", "source", str(desk.article), "--lang", "fr") == 0
    assert f"{DRAFT} est écrit : remplissez-le" in bare(capsys.readouterr().out.replace("\u00a0", " "))
    text = desk.project.read(DRAFT)
    for flag, answer in SAID.items():
        keys = FLAGS[flag]
        if keys[0] == "label" or keys[0] == "summary":
            text = re.sub(rf"(?m)(^{keys[0]}:.*\n(?:  .*\n)*?  {keys[1]}: )CONFIRM$", rf"\g<1>{answer}", text)
    text = text.replace("id: CONFIRM", f"id: {ID}")
    text = text.replace("translation: CONFIRM", f"translation: {SAID['title-translation']}")
    desk.project.write(DRAFT, text)
    assert desk.run("new", "source", str(desk.article), "--lang", "fr") == 0
    assert not (desk.root / DRAFT).exists()
    desk.prepare()
    for name, (phrase, _) in FIGURES.items():
        assert desk.figure(phrase, "--indicator", "boats-guided", "--id", name, "--write") == 0
        waiting = [problem for problem in desk.project.fact_problems() if problem.code != "ENTITY-WORDING"]
        assert [problem.code for problem in waiting] == ["CONFIRM-FIRST"]
        assert bare(waiting[0].message).startswith(
            "confirm `period.start, period.end, period.basis, scope.place, scope.basis, stated_by.entity, "
            "stated_by.basis, citation.translation, reviewed`:"
        )
        desk.confirm(name)
        assert desk.project.fact_problems() == []
    assert desk.run("format", "--check") == 0
    project, problems = read_project(desk.root)
    assert {problem.code for problem in problems} <= {"TRANSLATION-STALE", "ID-UNLISTED"}
    for language, words in ((Language.FR, "barques"), (Language.AR, "قارب")):
        for name, number in zip(FIGURES, ("1\u202f240", "1\u202f700", "1\u202f655"), strict=True):
            page = project.article(f"{language}/figures/{name}.md").html
            assert number in page
            assert words in page


def test_flags_alone_write_the_source_whole(desk: Desk, capsys: Printed) -> None:
    assert desk.source() == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"wrote {SEED}\n" in out
    assert not (desk.root / DRAFT).exists()
    kb, problems = load(desk.root)
    assert problems == []
    source = kb.sources[ID]
    assert (source.language, source.authors, source.url, source.publisher) == ("fr", NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)
    assert source.published is not NOT_GIVEN
    assert (str(source.published.value), source.published.origin) == ("2032-01-15", Origin.OUTSIDE)
    assert source.title is not NOT_GIVEN
    assert source.title.value == "Les phares de Morvane ont guidé plus de 1 700 barques en 2031"
    assert (source.captured.title_line, source.captured.paragraph_lines) == (3, (5, 6, 7))
    assert [caveat.fr for caveat in source.caveats] == ["Rien de tout cela n’est vrai."]
    assert (desk.root / "seeds" / "archive" / source.captured.file).read_text(encoding="utf-8") == ARTICLE
    desk.run("archive", "--verify")
    assert ID not in capsys.readouterr().err
    assert desk.run("format", "--check") == 0


def test_a_refusal_keeps_every_answer_and_the_next_run_goes_on(desk: Desk, capsys: Printed) -> None:
    before = desk.files()
    wrong = {"published": "15/01/2032", "publisher": "gazette", "publisher_origin": "capture", "label_ar": None}
    assert desk.source(**wrong) == 1
    out, err = capsys.readouterr()
    assert f"every answer is kept in {DRAFT}" in out
    for words in ("must be a date", "in data/entities.yaml: `gazette: {kind: …, name:", "`label.ar`"):
        assert words in err
    assert "3 problems found" in err
    assert desk.files().keys() - before.keys() == {DRAFT}
    text = desk.project.read(DRAFT)
    assert [flag for flag, answer in SAID.items() if answer not in text] == ["label-ar", "published"]
    entity = "\n  gazette:\n    kind: outlet\n    name: {ar: لاغازيت, fr: Gazette}\n"
    desk.project.write("data/entities.yaml", desk.project.read("data/entities.yaml").rstrip("\n") + entity)
    assert desk.run("new", "source", str(desk.article), *LABELS, "--published", "2032-01-15") == 0
    source = load(desk.root)[0].sources[ID]
    assert source.publisher is not NOT_GIVEN
    assert (source.publisher.value, source.label.ar) == ("gazette", LABELS[1])


def test_a_second_run_that_changes_nothing_writes_nothing(desk: Desk, capsys: Printed) -> None:
    assert desk.run("new", "source", str(desk.article)) == 0
    before = desk.files()
    assert desk.run("new", "source", str(desk.article)) == 1
    assert "confirm `id, label.ar, label.fr, summary.ar, summary.fr, title.translation`" in capsys.readouterr().err
    assert desk.files() == before


def test_answers_may_stand_in_a_file_of_ones_own(desk: Desk) -> None:
    answers = desk.article.with_name("answers.yaml")
    assert desk.run("new", "source", str(desk.article), "--file", str(answers)) == 0
    assert desk.source("--file", str(answers)) == 0
    assert answers.exists()
    assert (desk.root / SEED).exists()


@pytest.mark.parametrize("text", ["a: [", "", "- x\n", "capture: {sha256: 'x'}\n", "id: é\x00\n"])
def test_a_file_that_is_no_answer_is_left_as_it_is(desk: Desk, capsys: Printed, text: str) -> None:
    desk.project.write(DRAFT, text)
    assert desk.source() == 1
    assert desk.project.read(DRAFT) == text
    out, err = capsys.readouterr()
    assert err.startswith(f"{DRAFT}:")
    assert out == ""


def test_the_answers_about_another_text_are_not_mixed_up(desk: Desk, capsys: Printed) -> None:
    assert desk.source(id=None) == 1
    before = desk.files()
    desk.article.write_text(ARTICLE.replace("2031", "2032"), encoding="utf-8")
    assert desk.source() == 1
    assert "ARCHIVE-CHANGED the archived text has SHA-256" in capsys.readouterr().err
    assert desk.files() == before


def test_an_id_or_a_name_that_is_taken_is_refused(desk: Desk, capsys: Printed) -> None:
    taken = next(iter(load(desk.root)[0].sources))
    assert desk.source(id=taken) == 1
    assert f"DUPLICATE-ID `{taken}` is the id of another source" in capsys.readouterr().err
    desk.project.write(f"seeds/archive/{ID}.txt", "another")
    assert desk.source() == 1
    assert "ARCHIVE-CHANGED" in capsys.readouterr().err
    assert desk.project.read(f"seeds/archive/{ID}.txt") == "another"


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_text_that_cannot_be_read_is_refused(desk: Desk, capsys: Printed, data: bytes) -> None:
    desk.article.unlink()
    if data:
        desk.article.write_bytes(data)
    assert desk.source() == 1
    assert capsys.readouterr().err.startswith(f"{desk.article}:1:1: ")


def test_a_disk_that_is_full_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    before, write = desk.files(), Path.write_bytes

    def fail(path: Path, data: bytes) -> int:
        if path.name == f"{ID}.yaml":
            raise OSError(28, "no space left", str(path))
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    assert desk.source() == 1
    assert "MISSING-FILE this file cannot be read or written: no space left" in capsys.readouterr().err
    assert desk.files() == before


def test_every_field_of_a_source_has_its_flag() -> None:
    written = {keys[0] for keys in FLAGS.values()}
    afterwards = {"changed", "withdrawn", "reading"}  # a record of a captured text begins without them
    assert written == {"id", *(name for name, *_ in written_fields(Source))} - {"figures"} - afterwards


def test_other_drafts_stand_in_nobodys_way(with_source: Desk, capsys: Printed) -> None:
    for name in ("one", "two"):
        assert with_source.figure("1 655", "--indicator", "boats-guided", "--id", name, "--write") == 0
    problems = [problem for problem in with_source.project.fact_problems() if problem.code == "CONFIRM-FIRST"]
    assert len(problems) == 2
    capsys.readouterr()
    assert with_source.figure("1 240", "--indicator", "boats-guided") == 0
    assert with_source.figure("1 241", "--indicator", "boats-guided") == 1
    assert with_source.figure("1 240", "--indicator", "boats-guided", "--id", "one") == 1
    err = capsys.readouterr().err
    assert "CONFIRM-FIRST" not in err
    assert "DUPLICATE-ID `one` is the id of another figure" in err


@pytest.mark.parametrize("tongue", Tongue)
def test_a_figure_is_printed_in_the_language_asked_for(with_source: Desk, capsys: Printed, tongue: Tongue) -> None:
    assert with_source.figure("1240", "--lang", tongue) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert "value: 1240\n" in out
    assert "precision: about\n" in out
    assert "quote: guidé environ 1 240 barques\n" in out
    assert bool(re.search("# .*[\u0600-\u06ff]", out)) == (tongue is Tongue.AR)
    assert re.match(r"figures:\n  CONFIRM:  # .*\bboats-guided\b", out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ("1700",),
            "PHRASE-PLACE",
            "stands in several places; give more of its words, or `--paragraph`: the headline: «",
        ),
        (("zzz",), "PHRASE-PLACE", "is nowhere in morvane-2031; the numbers of its text: 1700, 1240, 1655"),
        (("1240", "--indicator", "boats-guide"), "UNKNOWN-ID", "did you mean 'boats-guided'?"),
        (("1240", "--id", "A b"), "WRONG-TYPE", "`--id` must be an id"),
        (("1240", "--write"), "MISSING-KEY", "`--write` needs `--indicator` and `--id`"),
    ],
)
def test_what_cannot_be_drafted_is_refused(
    with_source: Desk, capsys: Printed, arguments: tuple[str, ...], code: str, words: str
) -> None:
    before = with_source.files()
    assert with_source.figure(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f" {code} " in err
    assert words in bare(err)
    assert with_source.files() == before


def test_one_of_several_places_is_chosen_by_its_paragraph(with_source: Desk, capsys: Printed) -> None:
    assert with_source.figure("1700", "--paragraph", "2") == 0
    assert "plus de 1.700 barques" in capsys.readouterr().out


def test_a_share_is_no_number_of_boats(desk: Desk, capsys: Printed) -> None:
    desk.article.write_text(ARTICLE.replace("1 655 barques", "58 % des barques"), encoding="utf-8")
    assert desk.source() == 0
    desk.prepare()
    assert desk.figure("58 %", "--indicator", "boats-guided") == 1
    assert "the article says 58%, and `boats-guided` is counted in `boat`" in bare(capsys.readouterr().err)


def test_a_source_that_is_not_there_has_a_near_miss(desk: Desk, capsys: Printed) -> None:
    name = next(iter(load(desk.root)[0].sources))
    assert desk.run("new", "figure", f"{name}-x", "x") == 1
    assert f"did you mean '{name}'?" in capsys.readouterr().err


def test_what_is_wrong_with_a_source_is_said_with_it(with_source: Desk, capsys: Printed) -> None:
    with_source.project.replace(SEED, "language: fr", "language: x")
    assert with_source.figure("1240") == 1
    err = capsys.readouterr().err
    assert f"UNKNOWN-ID `{ID}` is too broken to be read" in err
    assert "must be one of ar, fr" in err


def test_a_text_that_is_not_here_or_another_is_said_so(with_source: Desk, capsys: Printed) -> None:
    with_source.project.write(f"seeds/archive/{ID}.txt", "another")
    assert with_source.figure("1240") == 1
    assert f"{SEED}:" in (err := capsys.readouterr().err)
    assert " ARCHIVE-CHANGED " in err
    (with_source.root / "seeds" / "archive" / f"{ID}.txt").unlink()
    assert with_source.figure("1240") == 1
    assert " ARCHIVE-MISSING " in capsys.readouterr().err


def test_a_site_of_another_topic_has_the_same_commands(tmp_path: Path, capsys: Printed) -> None:
    shutil.copytree(RAINFALL, tmp_path / "fork")
    desk = Desk(ProjectCopy(tmp_path / "fork"), tmp_path)
    assert desk.source() == 0
    assert desk.figure("1655") == 0
    assert "value: 1655\n" in capsys.readouterr().out
