"""The file of answers about an article: filled in from its text, read whole, never refused for what the text holds."""

import re
from pathlib import Path

import pytest
from isnad.checks.citations import numbers_of
from isnad.cli import figure_draft, source_draft
from isnad.cli.editor_schemas import written_fields
from isnad.cli.source_draft import Article, Draft, answer, begin
from isnad.facts import fingerprints
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Source
from isnad.problems import Problem, Tongue

from tests.conftest import RAINFALL, ProjectCopy, bare

PATH = "seeds/archive/morvane.yaml"
TEXT = """\
Gazette de la Sirène – accueil

Les phares de Morvane ont guidé 1 700 barques

Par un gardien
Dans son bilan, l’Office des phares a indiqué avoir guidé environ 1 240 barques.
Il a ajouté que les gardiens ont aussi guidé plus de 310 voiliers la nuit.
Intertitre
Commentaires (3)
"""
ANSWERS = {
    ("id",): "morvane",
    ("label", "ar"): "منارات جزيرة متخيلة",
    ("label", "fr"): "Les phares d’une île inventée",
    ("summary", "ar"): "مقال متخيل: لا شيء منه صحيح.",
    ("summary", "fr"): "Article inventé : rien n’y est vrai.",
    ("title", "translation"): "منارات مورفان ترشد 1 700 قارب",
}


def draft(kb: KnowledgeBase, text: str | bytes = TEXT, **more: str) -> Draft:
    """Return the draft of a text, answered as above but for some answers; `-` leaves one out."""
    article = Article(text if isinstance(text, bytes) else text.encode())
    answers = ANSWERS | {tuple(keys.split("__")): value for keys, value in more.items()}
    given = {keys: [value] for keys, value in answers.items() if value != "-"}
    return Draft(PATH, answer(begin(article, kb, Tongue.EN), PATH, article, given), article, kb)


def read(kb: KnowledgeBase, text: str | bytes = TEXT, **more: str) -> Source:
    source, problems = draft(kb, text, **more).read()
    assert problems == []
    assert source
    return source


def problems_of(kb: KnowledgeBase, **more: str) -> list[Problem]:
    return draft(kb, **more).read()[1]


def test_what_the_text_tells_is_filled_in(kb: KnowledgeBase) -> None:
    text = begin(Article(TEXT.encode()), kb, Tongue.EN)
    for line in (
        "language: fr  # ar | fr | es | en", "  value: CONFIRM", "  title_line: 3", "  paragraph_lines: [6, 7]",
        f"  sha256: {fingerprints.sha256(TEXT.encode())}", "publisher: not-given",
    ):  # fmt: skip
        assert f"\n{line}\n" in text
    assert "\n  # ¶    7  Il a ajouté" in text
    assert "\n  #      8  Intertitre\n" in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("El Ministerio dijo que la Marina rescató a 120 personas en el mar.", "es"),
        ("The navy said that it had rescued 120 people at sea.", "en"),
        ("La Marine a dit avoir secouru 120 personnes en mer avec des moyens de la ville.", "fr"),
        ("قالت البحرية إنها أنقذت 120 شخصا في عرض البحر.", "ar"),
        ("Bilan : 120 personnes, 3 navires, 2 radeaux, 1 port.", "fr"),
    ],
)
def test_an_article_is_in_the_language_of_its_small_words(kb: KnowledgeBase, text: str, language: str) -> None:
    begun = begin(Article(f"Un titulo sin nada\n\n{text}".encode()), kb, Tongue.EN)
    assert f"\nlanguage: {language}  #" in begun
    asked = "  translation:\n    ar: CONFIRM\n    fr: CONFIRM\n"
    assert (asked in begun) == (language in ("es", "en"))
    assert ("  translation: CONFIRM\n" in begun) == (language in ("fr", "ar"))


def test_translations_follow_the_language_that_a_person_names(kb: KnowledgeBase) -> None:
    article, asked = Article(TEXT.encode()), ("title", "translation")
    text = begin(article, kb, Tongue.EN)
    both = answer(text, PATH, article, {("language",): ["es"]})
    assert "  translation:\n    ar: CONFIRM\n    fr: CONFIRM\n" in both
    half = answer(text, PATH, article, {("language",): ["en"], (*asked, "ar"): ["منارات"]})
    assert "  translation:\n    ar: منارات\n    fr: CONFIRM\n" in half
    assert "  translation: منارات\n" in answer(half, PATH, article, {("language",): ["fr"]})
    assert "  translation: CONFIRM\n" in answer(both, PATH, article, {("language",): ["fr"]})


@pytest.mark.parametrize("tongue", Tongue)
def test_comments_are_in_the_language_of_the_contributor(kb: KnowledgeBase, tongue: Tongue) -> None:
    text = begin(Article(TEXT.encode()), kb, tongue)
    comments = [line for line in text.splitlines() if re.search("# (?!ar|[ ¶] +[0-9])", line)]
    arabic = [line for line in comments if re.search("# .*[\u0600-\u06ff]", line)]
    assert len(comments) == 10
    assert arabic == (comments if tongue is Tongue.AR else [])
    outlets = [entity for entity in kb.entities.values() if entity.kind == "outlet"]
    assert outlets
    for outlet in outlets:
        assert f"{outlet.id} ({outlet.name.ar if tongue is Tongue.AR else outlet.name.fr})" in text


@pytest.mark.parametrize(
    ("lines", "title", "paragraphs"),
    [
        pytest.param(["Un seul paragraphe, qui finit comme une phrase finit ici."], None, [1], id="one line"),
        pytest.param(["a b c", "d e"], None, [1, 2], id="no line that looks like a paragraph"),
        pytest.param(["ا ب ت ث", "", "قال المكتب إن الحراس أرشدوا قوارب كثيرة في الليل."], 1, [3], id="Arabic"),
        pytest.param(["a", "b c d ?", "x " * 30, "Lire aussi"], 2, [3], id="a long paragraph without a point"),
    ],
)
def test_the_headline_and_the_paragraphs_are_told_by_their_look(
    kb: KnowledgeBase, lines: list[str], title: int | None, paragraphs: list[int]
) -> None:
    text = begin(Article("\n".join(lines).encode()), kb, Tongue.EN)
    assert f"  title_line: {title or 'not-given'}\n" in text
    assert f"  paragraph_lines: {paragraphs}\n" in text
    assert ("title: not-given" in text) == (title is None)


def test_a_draft_that_is_answered_is_a_record(kb: KnowledgeBase) -> None:
    source = read(kb, authors__value="Nora # Amrani", authors__origin="capture", published__value="2032-01-15",
                  published__origin="outside", capture__paragraph_lines="6-7")  # fmt: skip
    assert (source.id, source.language, source.captured.paragraph_lines) == ("morvane", "fr", (6, 7))
    assert (source.authors, source.published) != ("not-given", "not-given")
    assert source.title != "not-given"
    assert source.title.value == "Les phares de Morvane ont guidé 1 700 barques"
    assert source.captured.file == "morvane.txt"


def test_the_record_is_written_without_comments_and_in_the_order_of_its_kind(kb: KnowledgeBase) -> None:
    whole = draft(kb)
    source, _ = whole.read()
    assert source
    files = whole.files(source)
    record = files["seeds/morvane.yaml"].decode()
    keys = re.findall("(?m)^([a-z_]+):", record)
    not_begun = ("figures", "changed", "withdrawn", "reading")
    assert keys == [name for name, *_ in written_fields(Source) if name not in not_begun]
    assert record.count("#") == 2
    assert files["seeds/archive/morvane.txt"] == TEXT.encode()
    assert files["seeds/fingerprints/morvane.txt"].startswith(b"# Made by `isnad archive`")


def test_every_wrong_answer_is_named_at_once(kb: KnowledgeBase) -> None:
    wrong = {
        "id": "Morvane", "language": "xx", "label__ar": "-", "summary__fr": "-", "title__translation": "منارات",
        "publisher__value": "nobody", "published__value": "2032-13-01", "published__origin": "outside",
        "url__value": "https://a.b@c.d/", "url__origin": "outside", "capture__paragraph_lines": "3,6,99",
    }  # fmt: skip
    problems = problems_of(kb, **wrong)
    assert sorted({problem.code for problem in problems}) == [
        "ADDRESS-FORM", "ARCHIVE-LINES", "CONFIRM-FIRST", "MISSING-KEY", "TRANSLATION-NUMBER", "UNKNOWN-ID",
        "WRONG-TYPE",
    ]  # fmt: skip
    waiting = [bare(problem.message).partition(":")[0] for problem in problems if problem.code == "CONFIRM-FIRST"]
    assert waiting == ["confirm `label.ar, summary.fr`"]
    assert {problem.path for problem in problems} == {PATH}
    lines = draft(kb, **wrong).text.splitlines()
    for problem in problems:
        assert lines[problem.line - 1].strip()


@pytest.mark.parametrize(
    ("answers", "code", "words"),
    [
        pytest.param({"id": "-"}, "CONFIRM-FIRST", "confirm `id`", id="no id"),
        pytest.param({"capture__title_line": "2"}, "ARCHIVE-LINES", "wrong here: 2", id="an empty line as headline"),
        pytest.param({"capture__title_line": "x"}, "WRONG-TYPE", "", id="a word for a line"),
        pytest.param({"capture__paragraph_lines": "5,x"}, "WRONG-TYPE", "a list", id="words for lines"),
        pytest.param(
            {"capture__paragraph_lines": "1-9999999"}, "ARCHIVE-LINES", "wrong here: 2, 3", id="too many lines"
        ),
        pytest.param({"title": "not-given"}, "TITLE-VERBATIM", "`title_line` must both", id="half a headline"),
        pytest.param(
            {"publisher__value": "nobody", "publisher__origin": "outside"}, "UNKNOWN-ID", "nobody: {kind: …", id="new"
        ),
    ],
)
def test_what_is_wrong_is_said(kb: KnowledgeBase, answers: dict[str, str], code: str, words: str) -> None:
    assert [
        problem for problem in problems_of(kb, **answers) if problem.code == code and words in bare(problem.message)
    ]


def test_a_publisher_that_is_no_outlet_is_refused(kb: KnowledgeBase) -> None:
    someone = next(entity.id for entity in kb.entities.values() if entity.kind == "place")
    answers = {"publisher__value": someone, "publisher__origin": "capture"}
    assert "ENTITY-KIND" in [problem.code for problem in problems_of(kb, **answers)]


def test_an_answer_that_is_taken_back_is_not_given(kb: KnowledgeBase) -> None:
    article = Article(TEXT.encode())
    text = draft(kb, authors__value="x", authors__origin="capture").text
    for keys in (("authors", "value"), ("capture", "title_line")):
        text = answer(text, PATH, article, {keys: ["not-given"]})
    source, problems = Draft(PATH, text, article, kb).read()
    assert problems == []
    assert source
    assert (source.authors, source.title, source.captured.title_line) == ("not-given",) * 3


def test_the_headline_follows_its_line(kb: KnowledgeBase) -> None:
    text = draft(kb).text.replace("title_line: 3", "title_line: 1")
    assert "  value: Gazette de la Sirène – accueil\n" in answer(text, PATH, Article(TEXT.encode()), {})


def test_caveats_come_in_pairs(kb: KnowledgeBase) -> None:
    article = Article(TEXT.encode())
    given: dict[source_draft.Keys, list[str]] = {("caveats", "ar"): ["تنبيه", "آخر"], ("caveats", "fr"): ["avis"]}
    text = answer(draft(kb).text, PATH, article, given)
    (problem,) = Draft(PATH, text, article, kb).read()[1]
    assert bare(problem.message).startswith("confirm `caveats.fr`")


def test_answers_keep_all_that_a_person_wrote(kb: KnowledgeBase) -> None:
    mine = draft(kb).text.replace("\npublisher:", "\nauteur: moi  # une note\npublisher:")
    text = answer(mine, PATH, Article(TEXT.encode()), {("label", "fr"): ["Phares : une île"]})
    assert "auteur: moi  # une note\n" in text
    assert "fr: 'Phares : une île'\n" in text
    assert [p.code for p in Draft(PATH, text, Article(TEXT.encode()), kb).read()[1]] == ["UNKNOWN-KEY"]


# What captured texts hold: signs that nobody sees, blanks of other kinds, digits and letters in another dress.
HEADLINE = "Phares : «12%» de l’île en 2031"
SENTENCE = "Le gardien de l’île a guidé environ 1 240 barques en 2031, la nuit."
AWKWARD = {
    "a mark of byte order": ("\ufeff" + HEADLINE, SENTENCE),
    "direction marks": (f"\u200f{HEADLINE}\u200e", SENTENCE.replace("1 240", "\u200f1 240\u200e")),
    "an Arabic letter mark": (f"\u061c{HEADLINE}", SENTENCE.replace("barques", "\u061cbarques")),
    "spaces without width": (HEADLINE.replace("12", "\u200b12"), SENTENCE.replace("barques", "bar\u200bques")),
    "soft hyphens": (HEADLINE.replace("Phares", "Pha\u00adres"), SENTENCE.replace("barques", "bar\u00adques")),
    "variation selectors": (f"☀\ufe0f {HEADLINE}", SENTENCE.replace("barques", "☀\ufe0f barques")),
    "tabs": (f"\t{HEADLINE}\t".replace(" en", "\ten"), SENTENCE.replace(" ", "\t")),
    "Windows line ends": (HEADLINE + "\r", SENTENCE + "\r"),
    "spaces that do not break": (HEADLINE.replace(" ", "\u00a0"), SENTENCE.replace(" ", "\u202f")),
    "wide spaces": (HEADLINE.replace(" ", "\u3000"), SENTENCE.replace(" ", " \u2003 ")),
    "line and paragraph separators": (HEADLINE.replace(" en", "\u2028en"), SENTENCE.replace(" en", "\u2029en")),
    "form feeds": (HEADLINE.replace(" en", "\x0cen"), SENTENCE.replace(" en", "\x0ben")),
    "control signs": (HEADLINE + "\x00\x07", SENTENCE.replace("barques", "\x1bbarques\x7f")),
    "bidi embeddings": (f"\u202b{HEADLINE}\u202c", SENTENCE.replace("1 240", "\u20681 240\u2069")),
    "word joiners": (HEADLINE.replace("2031", "20\u206031"), SENTENCE.replace("barques", "\u2060barques")),
    "private signs of a typeface": (f"\ue000 {HEADLINE}", SENTENCE.replace("barques", "\uf8ffbarques")),
    "tag signs": (HEADLINE + "\U000e0041", SENTENCE.replace("barques", "barques\U000e007f")),
    "blanks that are letters": (HEADLINE.replace(" en", "\u2800en"), SENTENCE.replace(" barques", "\u3164barques")),
    "full-width digits": (HEADLINE.replace("2031", "２０３１"), SENTENCE.replace("2031", "２０３１")),
    "mathematical letters": (HEADLINE.replace("île", "𝐢𝐥𝐞"), SENTENCE.replace("barques", "𝐛arques")),
    "signs of YAML": (f"- '{HEADLINE}': # {{x}} & \"y\"", SENTENCE.replace("la nuit", "«# : - la nuit")),
    "combining accents": (HEADLINE.replace("î", "i\u0302"), SENTENCE.replace("é", "e\u0301")),
    "pictures": (f"🚨 {HEADLINE} 👩\u200d✈\ufe0f", SENTENCE.replace("barques", "🚤 barques")),
}
ARABIC_AWKWARD = {
    "direction marks": ("\u200fمنارات «12%» سنة 2031\u200f", "أرشد حارس الجزيرة ليلا \u200fأكثر من ١٬٢٤٠\u200f قاربا."),
    "vowel signs": ("مَنارات الجَزيرة ١٢٪ كُلّها", "أَرْشَدَ حارِسُ الجزيرة لَيْلًا حوالي 1240 قارِبًا."),
    "tatweel": ("منـــارات الجزيرة 12% اليوم", "أرشـــد حارس الجزيرة حوالي ۱۲۴۰ قــاربا."),
    "presentation forms": ("ﻣﻨﺎرات الجزيرة 12% اليوم", "أرشد حارس الجزيرة ﺣﻮﺍﻟﻲ 1.240 قاربا ﻻ غير."),
    "mixed digits": ("منارات الجزيرة ١2% اليوم", "أرشد حارس الجزيرة حوالي ١24٠ قاربا."),
    "joiners": ("منارات\u200c الجزيرة 12%", "أرشد حارس\u200d الجزيرة حوالي\u061c 1 240 قاربا."),
}


OF_OTHERS = ("PERIOD", "NAME", "SPEAKER", "UNIT")  # about what a quote says, not how it is written


@pytest.mark.parametrize("name", [*AWKWARD, *(f"Arabic: {name}" for name in ARABIC_AWKWARD)])
def test_an_awkward_capture_gives_a_record_and_a_quote_that_pass(project: ProjectCopy, name: str) -> None:
    is_arabic = name.startswith("Arabic: ")
    headline, sentence = ARABIC_AWKWARD[name.removeprefix("Arabic: ")] if is_arabic else AWKWARD[name]
    data, (kb, _) = f"{headline}\n\n{sentence}\n".encode(), load(project.root)
    numbers = " ".join(map(str, figure_numbers(headline)))
    lines = {"capture__title_line": "1", "capture__paragraph_lines": "3"}
    whole = draft(kb, data, title__translation=f"منارات {numbers}" if not is_arabic else f"Phares {numbers}", **lines)
    source, problems = whole.read()
    assert [str(problem) for problem in problems] == []
    assert source
    for path, content in whole.files(source).items():
        (project.root / path).parent.mkdir(exist_ok=True)
        (project.root / path).write_bytes(content)
    texts = fingerprints.paragraphs(data, source.captured)
    quote = figure_draft.find_quote(source, texts, "1240", None)
    block = figure_draft.format_observation(quote, source, "boats", Tongue.EN)
    about = "environ" if is_arabic else "حوالي"
    words = {"exact": "", "about": about, "more-than": "plus de"}[str(quote.number.precision)]
    other = f"أرشد الحارس {words} 1240 قاربا" if not is_arabic else f"le gardien a guidé {words} 1240 barques"
    place, institution = (
        next(entity.id for entity in kb.entities.values() if entity.kind == kind) for kind in ("place", "institution")
    )
    years = " سنة 2031" if "2031" in quote.text else ""
    answers = {
        "start": "2031-01-01", "end": "2031-12-31", "basis": "stated", "place": place, "entity": institution,
        "translation": other + years, "reviewed": "2032-01-01",
    }  # fmt: skip
    for key, value in answers.items():
        block = re.sub(rf"(?m)^( +{key}): CONFIRM.*$", rf"\1: {value}", block)
    path = f"seeds/{source.id}.yaml"
    with_figure = figure_draft.with_observation(project.read(path), path, next(iter(kb.indicators)), block)
    assert with_figure
    project.write(path, with_figure)
    ours = [problem for problem in project.fact_problems() if problem.code.partition("-")[0] not in OF_OTHERS]
    assert [str(problem) for problem in ours if problem.code != "DISAGREEMENT"] == []


def figure_numbers(text: str) -> list[object]:
    """Return every number of a headline, as its translation must have them."""
    return [number.value for number in numbers_of(text)]


def test_a_text_that_is_archived_already_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "seeds" / "archive").mkdir(parents=True)
    for name, kept in (("005_x.txt", "005_x.txt"), ("مقال.txt", "")):
        (tmp_path / "seeds" / "archive" / name).write_text(TEXT, encoding="utf-8")
        assert source_draft.read_article(tmp_path, tmp_path / "seeds" / "archive" / name).archived == kept
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    assert source_draft.read_article(tmp_path, tmp_path / "x.txt").archived == ""


def test_a_fork_has_its_own_outlets() -> None:
    kb, _ = load(RAINFALL)
    text = begin(Article(TEXT.encode()), kb, Tongue.FR)
    assert "hompress" not in text
    assert read(kb).id == "morvane"
