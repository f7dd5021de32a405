"""`isnad new`: a made-up article of a made-up island, from its text to figures on the pages of both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from isnad import source_draft
from isnad.cli import main
from isnad.load import load
from isnad.model import Source
from isnad.problems import Mark
from isnad.project import read_project
from isnad.record import NOT_GIVEN, Language, Origin

from .conftest import ProjectCopy

ARTICLE = """\
Gazette de la Sirène – accueil

Les phares de Morvane ont guidé plus de 1 700 barques en 2031

Dans son bilan, l’Office des phares de Morvane a indiqué avoir guidé environ 1 240 barques au cours des neuf premiers mois de l'année 2031.
Au total, ajoute l’Office des phares de Morvane, les gardiens ont guidé plus de 1 700 barques en 2031, brume comprise.
Un an plus tôt, selon l’Office des phares de Morvane, 1 655 barques avaient suivi les feux en 2030, toutes voiles dehors.
Commentaires (3)
"""  # noqa: E501
ID, SEED, INDICATORS = "morvane-2031", "seeds/morvane-2031.yaml", "data/indicators.yaml"
SAID = {
    "id": ID,
    "language": "fr",
    "label-ar": "منارات جزيرة متخيلة",
    "label-fr": "Les phares d’une île inventée",
    "summary-ar": "مقال متخيل عن منارات جزيرة لا وجود لها.",
    "summary-fr": "Article inventé sur les phares d’une île qui n’existe pas.",
    "title-line": "3",
    "title-translation": "منارات مورفان ترشد أكثر من 1 700 قارب في 2031",
    "published": "2032-01-15",
    "published-origin": "outside",
    "paragraph-lines": "5-7",
    "caveat-ar": "لا شيء من هذا صحيح.",
    "caveat-fr": "Rien de tout cela n’est vrai.",
}
# What is counted there, by whom and where: three records that every figure of the article rests on.
UNIT = """\
  boat:
    measure: count
    forms:
      ar: {zero: قارب, one: قارب واحد, two: قاربان, few: قوارب, many: قاربا, other: قارب}
      fr: {one: barque, many: de barques, other: barques}

indicators:
  boats-guided:
    topic: rescues
    label: {ar: القوارب التي أرشدتها المنارات, fr: Barques guidées par les phares}
    definition: {ar: عدد القوارب التي أرشدتها منارات جزيرة متخيلة., fr: Nombre de barques guidées par les phares d’une île inventée.}
    unit: boat
    observations: {}

"""  # noqa: E501
ENTITIES = """
  lighthouse-office:
    kind: institution
    name: {ar: مكتب منارات مورفان, fr: Office des phares de Morvane}
    wordings: [Office des phares de Morvane]
  morvane:
    kind: place
    name: {ar: جزيرة مورفان, fr: île de Morvane}
    wordings: [Morvane]
"""
# A figure: its id, the words around its number, and what a person answers where the proposal says CONFIRM.
FIGURES = {
    "boats-2031-9m": (
        "l’Office des phares de Morvane a indiqué avoir guidé environ 1 240 barques au cours des neuf premiers mois de "
        "l'année 2031",
        "وأشار مكتب منارات مورفان إلى أنه أرشد حوالي 1 240 قاربا خلال الأشهر التسعة الأولى من سنة 2031",
    ),
    "boats-2031": (
        "ajoute l’Office des phares de Morvane, les gardiens ont guidé plus de 1 700 barques en 2031",
        "وأضاف مكتب منارات مورفان أن الحراس أرشدوا أكثر من 1 700 قارب في 2031",
    ),
    "boats-2030": (
        "selon l’Office des phares de Morvane, 1 655 barques avaient suivi les feux en 2030",
        "بحسب مكتب منارات مورفان، اتبع 1 655 قاربا الأضواء في 2030",
    ),
}


class Desk:
    """A copy of the project, the text of an article beside it, and the command line."""

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
        text = self.project.read("data/entities.yaml")
        self.project.write("data/entities.yaml", text.rstrip("\n") + ENTITIES)

    def confirm(self, name: str) -> None:
        """Put in all that a person must say of a figure: one edit of the YAML, of lines that stand together."""
        text = self.project.read(INDICATORS)
        start = text.index(f"      {name}:\n")
        before, block = text[:start], text[start:]
        for words in (
            "place: morvane", "basis: stated", "entity: lighthouse-office", "basis: stated",
            f"translation: {FIGURES[name][1]}", "reviewed: 2032-02-01",
        ):  # fmt: skip
            key = words.partition(":")[0]
            block = re.sub(rf"(?m)^( +){key}: CONFIRM.*$", rf"\1{words}", block, count=1)
        self.project.write(INDICATORS, before + block)


@pytest.fixture
def desk(project: ProjectCopy, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(project, tmp_path_factory.mktemp("desk"))


@pytest.fixture
def with_source(desk: Desk) -> Iterator[Desk]:
    """A desk on which the article is recorded, and what it counts is known."""
    assert desk.source() == 0
    desk.prepare()
    yield desk


def test_a_sixth_article_goes_from_its_text_to_the_pages(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.source() == 0
    desk.prepare()
    for name, (phrase, _) in FIGURES.items():
        assert desk.figure(phrase, "--indicator", "boats-guided", "--id", name, "--write") == 0
        assert {problem.code for problem in desk.project.fact_problems()} == {"CONFIRM-FIRST"}
        desk.confirm(name)
        assert desk.project.fact_problems() == []
    capsys.readouterr()
    assert desk.run("check") == 0
    assert capsys.readouterr().out.startswith("22 figures, ")
    project, problems = read_project(desk.root)
    assert problems == []
    for language, words in ((Language.FR, "barques"), (Language.AR, "قارب")):
        table = project.markdown(f"{language}/figures.md")
        for name, number in zip(FIGURES, ("1\u202f240", "1\u202f700", "1\u202f655"), strict=True):
            assert f'data-observation="{name}"' in table
            page = project.markdown(f"{language}/figures/{name}.md")
            assert number in page
            assert words in page
        assert "1\u202f240" in project.markdown(f"{language}/sources/{ID}.md")
    assert desk.run("why", "boats-2031-9m") == 0
    assert "found in      § 1, words 4 to 24\n" in capsys.readouterr().out


def test_a_source_is_written_whole(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.source() == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"wrote {SEED}\n" in out
    kb, problems = load(desk.root)
    assert problems == []
    source = kb.sources[ID]
    assert (source.language, source.author, source.url, source.publisher) == ("fr", NOT_GIVEN, NOT_GIVEN, NOT_GIVEN)
    assert source.published is not NOT_GIVEN
    assert (str(source.published.value), source.published.origin) == ("2032-01-15", Origin.OUTSIDE)
    assert source.title is not NOT_GIVEN
    assert source.title.value == "Les phares de Morvane ont guidé plus de 1 700 barques en 2031"
    assert (source.capture.title_line, source.capture.paragraph_lines) == (3, (5, 6, 7))
    assert [caveat.fr for caveat in source.caveats] == ["Rien de tout cela n’est vrai."]
    assert (desk.root / "seeds" / "archive" / source.capture.file).read_text(encoding="utf-8") == ARTICLE
    assert {problem.code for problem in desk.project.problems()} == {"NOT-SHOWN"}
    capsys.readouterr()
    desk.run("archive", "--verify")
    assert ID not in capsys.readouterr().err
    assert desk.run("format", "--check") == 0


def test_what_nobody_says_is_not_given(desk: Desk) -> None:
    nothing = {"title_line": None, "title_translation": None, "published": None, "published_origin": None}
    assert desk.source(**nothing, caveat_ar=None, caveat_fr=None, paragraph_lines="all") == 0
    text = desk.project.read(SEED)
    for name in ("title", "publisher", "author", "published", "url", "web_archive_url", "  title_line"):
        assert f"\n{name}: not-given\n" in text
    assert "paragraph_lines: [1, 3, 5, 6, 7, 8]\n" in text
    assert "\ncaveats:" not in text


def test_every_complaint_comes_at_once_and_nothing_is_written(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = desk.files()
    wrong = {"published": "2032-13-01", "language": "xx", "publisher": "nobody", "label_ar": None, "summary_fr": None}
    lines = {"title_line": "2", "title_translation": None, "paragraph_lines": "5,x,99", "caveat_fr": None}
    assert desk.source(**wrong, **lines) == 1
    err = capsys.readouterr().err
    for words in (
        "`--label-ar` is missing: ", "اسم قصير", "`--summary-fr` is missing: ", "`--publisher-origin` is missing",
        "WRONG-TYPE must be one of ar, fr",
        "`--title-translation` is missing", "`--title-line` must be a line of the text with words on it",
        "such as `3,5,7-9`",
        "UNKNOWN-ID unknown id of entities 'nobody'", "must be a date", "give each `--caveat-ar` its `--caveat-fr`",
    ):  # fmt: skip
        assert words in err, words
    assert "nothing was written; the record would have been:\n" in err
    assert desk.files() == before


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"id": "hompress-2024"}, "DUPLICATE-ID", id="an id that is taken"),
        pytest.param({"id": "Morvane"}, "WRONG-TYPE", id="an id of another form"),
        pytest.param({"id": None}, "WRONG-TYPE", id="no id"),
        pytest.param({"paragraph_lines": "4"}, "ARCHIVE-LINES", id="an empty line"),
        pytest.param({"paragraph_lines": "3,5"}, "ARCHIVE-LINES", id="the headline as a paragraph"),
        pytest.param({"paragraph_lines": "99"}, "ARCHIVE-LINES", id="a line that is not there"),
        pytest.param({"title_translation": "منارات"}, "TRANSLATION-NUMBER", id="a title without its numbers"),
        pytest.param({"publisher": "royal-navy", "publisher-origin": "capture"}, "ENTITY-KIND", id="no outlet"),
        pytest.param({"label_fr": "not-given"}, "WRONG-TYPE", id="no label"),
        pytest.param({"url": "ftp://example.org", "url_origin": "outside"}, "WRONG-TYPE", id="no address"),
    ],
)
def test_a_record_that_the_checks_refuse_is_not_written(
    desk: Desk, capsys: pytest.CaptureFixture[str], changes: dict[str, str | None], code: str
) -> None:
    before = desk.files()
    assert desk.source(**changes) == 1
    assert f" {code} " in capsys.readouterr().err
    assert desk.files() == before


def test_a_field_is_said_once(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.source("--language", "ar") == 1
    assert "DUPLICATE-KEY `--language` is given more than once" in capsys.readouterr().err


def test_another_text_of_that_name_is_not_lost(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.project.write(f"seeds/archive/{ID}.txt", "another")
    assert desk.source() == 1
    assert "ARCHIVE-CHANGED" in capsys.readouterr().err
    assert desk.project.read(f"seeds/archive/{ID}.txt") == "another"


def test_a_text_that_is_archived_already_keeps_its_name(desk: Desk) -> None:
    desk.project.write("seeds/archive/005_x.txt", ARTICLE)
    desk.article = desk.root / "seeds" / "archive" / "005_x.txt"
    assert desk.source() == 0
    assert "  file: 005_x.txt\n" in desk.project.read(SEED)


@pytest.mark.parametrize("data", [b"\xff\xfe", None])
def test_a_text_that_cannot_be_read_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str], data: bytes) -> None:
    desk.article.unlink()
    if data:
        desk.article.write_bytes(data)
    assert desk.source() == 1
    assert capsys.readouterr().err.startswith(f"{desk.article}:1:1: ")


def test_a_disk_that_is_full_leaves_nothing_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, write = desk.files(), Path.write_bytes

    def fail(path: Path, data: bytes) -> int:
        if path.name == f".{ID}.txt.new" and path.parent.name == "archive":
            raise OSError("no space left")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", fail)
    assert desk.source() == 1
    assert capsys.readouterr().err == "nothing was written: no space left\n"
    assert desk.files() == before


def test_a_person_is_asked_for_what_flags_do_not_say(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = {"id": ID, "language": "fr", "publisher": "walaw-press", "publisher-origin": "outside", **SAID}
    asked: list[str] = []

    def answer(prompt: str) -> str:
        flag = prompt.rstrip(": ").rpartition("\n")[2].partition(" ")[0]
        asked.append(flag)
        # The first time nothing is typed: it is asked again where something is needed.
        return answers.get(flag, "") if flag != "language" or asked.count(flag) > 1 else ""

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    assert desk.run("new", "source", str(desk.article), "--label-ar", "المنارات", "--label-fr", "Les phares") == 0
    assert "5 | Dans son bilan" in capsys.readouterr().out
    assert asked.count("language") == 2
    assert asked[-1] == "have"  # … you read them?
    assert not {"label-ar", "label-fr", "author-origin", "caveat-ar"} & set(asked)
    source = load(desk.root)[0].sources[ID]
    assert source.label.fr == "Les phares"
    assert source.author is NOT_GIVEN
    assert source.publisher is not NOT_GIVEN
    assert source.publisher.value == "walaw-press"


@pytest.mark.parametrize("way", [EOFError, KeyboardInterrupt])
def test_a_person_who_leaves_writes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, way: type[BaseException]
) -> None:
    def leave(_prompt: str) -> str:
        raise way

    before = desk.files()
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", leave)
    assert desk.run("new", "source", str(desk.article)) == 1
    assert desk.files() == before


def test_every_field_of_a_source_is_asked_for() -> None:
    flags = {question.flag for question in source_draft.questions()}
    for name in Source.__dataclass_fields__:
        stem = {"capture": "paragraph-lines", "title": "title-line", "caveats": "caveat"}.get(
            name, name.replace("_", "-")
        )
        assert name in ("marks", "id") or any(flag.startswith(stem) for flag in flags), name
    assert len(flags) == len(list(source_draft.questions()))


def proposed(desk: Desk, capsys: pytest.CaptureFixture[str], phrase: str, *more: str) -> str:
    capsys.readouterr()
    assert desk.figure(phrase, *more) == 0
    return capsys.readouterr().out


def test_a_proposal_fills_in_what_the_quote_proves(with_source: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    out = proposed(with_source, capsys, FIGURES["boats-2031-9m"][0], "--indicator", "boats-guided")
    for line in (
        "      CONFIRM:  # an id", "        value: 1240\n", "        precision: about\n",
        "          start: 2031-01-01\n", "          end: 2031-09-30\n", "          basis: stated\n", "unit",
        f"          source: {ID}\n",
        "          translation: CONFIRM  # into Arabic; its only number is 1\u202f240\n", "        reviewed: CONFIRM",
        "places morvane; actors or partners lighthouse-office", "the quote has its noun",
    ):  # fmt: skip
        assert line.replace("unit", "Unit of boats-guided: boat") in out, line
    assert f"quote: {FIGURES['boats-2031-9m'][0]}\n" in out


@pytest.mark.parametrize(
    ("phrase", "lines"),
    [
        pytest.param(
            "environ 1 240", ["value: 1240", "precision: about", "quote: guidé environ 1 240 barques",
                              "§ 1 states 2031-01-01 to 2031-09-30, with the witness: ", "start: CONFIRM"], id="short"
        ),
        pytest.param("plus de 1 700 barques en 2031, brume", ["precision: more-than", "end: 2031-12-31"], id="a year"),
        pytest.param("1 655 barques", ["precision: exact", "§ 3 states 2030-01-01 to 2030-12-31"], id="3"),
    ],
)  # fmt: skip
def test_what_words_say_is_read_as_the_checks_read_it(
    with_source: Desk, capsys: pytest.CaptureFixture[str], phrase: str, lines: list[str]
) -> None:
    out = proposed(with_source, capsys, phrase)
    assert [line for line in lines if line not in out] == []
    assert "Under which indicator? Those whose unit the quote names: boats-guided (boat)." in out


def test_a_headline_may_be_rounded(with_source: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    out = proposed(with_source, capsys, "Morvane ont guidé plus de 1 700 barques")
    assert "precision: more-than\n" in out
    assert "# From the headline" in out


def test_an_arabic_article_is_read_too(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.article.write_text(
        "أعلن مكتب منارات مورفان أنه أرشد حوالي 1,240 قاربا خلال عام 2031\nوأضاف أن 12% منها قوارب صيد صغيرة.\n",
        encoding="utf-8",
    )
    gone = {"title_line": None, "title_translation": None}
    assert desk.source(**gone, language="ar", paragraph_lines="1-2") == 0
    out = proposed(desk, capsys, "حوالي 1,240 قاربا خلال عام 2031")
    for line in ("value: 1240\n", "precision: about\n", "start: 2031-01-01\n", "end: 2031-12-31\n", "into French"):
        assert line in out, line
    out = proposed(desk, capsys, "12% منها")
    assert "value: 12\n" in out
    assert "into French; its only number is 12 %" in out
    assert "§ 1 states 2031-01-01 to 2031-12-31" in out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (
            ("1 240 navires",),
            "PHRASE-PLACE",
            "the nearest is in § 1, line 5: «avoir guidé environ 1 240 barques au cours»",
        ),
        (("1.240 bateaux",), "PHRASE-PLACE", "the nearest is in § 1, line 5: «avoir guidé environ 1 240 barques"),
        (("zzz",), "PHRASE-PLACE", "is nowhere in morvane-2031; see its text"),
        (("1 700 barques en 2031",), "PHRASE-PLACE", "stands in 2 places; give more words: § 0, line 3: «"),
        (("Dans son bilan",), "PHRASE-PLACE", "states no number; § 1 has 1240; give words with exactly one number"),
        (("700 barques en 2031, brume",), "PHRASE-PLACE", "the nearest is in § "),
        (("environ 1 240", "--indicator", "boats-guide"), "UNKNOWN-ID", "did you mean 'boats-guided'?"),
        (("environ 1 240", "--id", "attempts-2024"), "DUPLICATE-ID", "choose a new one"),
        (("environ 1 240", "--id", "A b"), "WRONG-TYPE", "`--id` must be an id"),
        (("environ 1 240", "--write"), "MISSING-KEY", "`--write` needs `--indicator`"),
    ],
)
def test_what_cannot_be_proposed_is_refused(
    with_source: Desk, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str, words: str
) -> None:
    before = with_source.files()
    capsys.readouterr()
    assert with_source.figure(*arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert f" {code} " in err
    assert words in err
    assert with_source.files() == before


def test_a_source_that_is_not_there_has_a_near_miss(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("new", "figure", "hompress-2042", "x") == 1
    assert "did you mean 'hompress-2024'?" in capsys.readouterr().err


def test_a_text_that_is_not_here_is_said_so(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("new", "figure", "hompress-2024", "78,685") == 1
    err = capsys.readouterr().err
    mark = load(desk.root)[0].sources["hompress-2024"].capture.at("file")
    assert err.startswith(f"{Mark(*mark).path}:{mark.line}:{mark.column}: ARCHIVE-MISSING")


def test_an_observation_is_appended_where_it_belongs(with_source: Desk) -> None:
    before = with_source.project.read(INDICATORS)
    phrase = FIGURES["boats-2030"][0]
    assert with_source.figure(phrase, "--indicator", "sea-rescues", "--id", "boats-2030", "--write") == 0
    after = with_source.project.read(INDICATORS)
    start = after.index("      # From § 3 of morvane-2031.")
    block = after[start : after.index("\n  voluntary-returns:")]
    assert after.replace(block, "") == before
    assert after.index("      rescues-2024-9m:") < start
    assert with_source.run("format", "--check") == 0
    places = {problem.line for problem in with_source.project.fact_problems() if problem.code == "CONFIRM-FIRST"}
    lines = after.split("\n")
    assert {"CONFIRM" in lines[line - 1] for line in places} == {True}
    assert len(places) == 6


def test_the_words_of_the_questions_are_those_of_the_keys(desk: Desk) -> None:
    keys = load(desk.root)[0].keys
    assert {question.words for question in source_draft.questions()} <= keys.keys()
