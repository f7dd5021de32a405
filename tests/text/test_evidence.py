"""Quotes proved against fingerprints: what counts as the same words, and what must never do."""

import hashlib
from pathlib import Path
from time import process_time

import pytest
from isnad.facts.fingerprints import archive_path, fingerprint, fingerprint_path, format_fingerprint, parse_fingerprint
from isnad.facts.model import Capture
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.facts.yamltree import Broken
from isnad.problems import Mark
from isnad.text.evidence import Fingerprint, Location, find, located, nearest, normalise, shingles, words

from tests.cases import for_all, table, yes

ARTICLE = [
    "وزارة الداخلية: إحباط 78,685 محاولة",
    "Le ministère a déjoué 25 000 tentatives, dont 58 % en mer.",
    "أحبطت السلطات 40 ألفا و589 محاولة، حسب البلاغ",
    "Trois mots seulement",
    "La marine a sauvé 5 000 personnes. La marine a sauvé 5 000 personnes.",
]


def capture(title_line: int | NotGiven = 1, paragraph_lines: tuple[int, ...] = (2, 3, 4, 5)) -> Capture:
    return Capture(
        marks={"": Mark("f", 1, 1)},
        file="a.txt",
        sha256="0" * 64,
        title_line=title_line,
        paragraph_lines=paragraph_lines,
    )


@pytest.fixture
def made() -> Fingerprint:
    """The fingerprint of a small article."""
    return fingerprint("\n".join(ARTICLE).encode(), capture())


@for_all("text, normal", table("text/words.txt", "normalised"))
def test_text_is_normalised(text: str, normal: str) -> None:
    assert normalise(text) == normal


@for_all("text", [*ARTICLE, "l’an ٥٨٪ مُحـَمد ﻻ ﬁ ５", "½ ² ﷺ", "ا\u064e\u0654"])
def test_a_normal_text_stays_as_it_is(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_an_invisible_sign_before_an_accent_changes_nothing() -> None:
    assert normalise("e\u00ad\u0301") == "é"


@pytest.mark.parametrize("text", ["78 685²", "10³", "5½"])
def test_digits_are_altered_in_no_other_way(text: str) -> None:
    """A quote without the mark of a note, and one with its digit, are not both the article's words."""
    assert words(text)[0] not in {"78", "103", "51⁄2"}


@for_all("text, found", table("text/words.txt", "words"))
def test_a_text_is_words_without_the_punctuation_at_their_edges(text: str, found: str) -> None:
    assert words(text) == [*filter(None, found.split(" "))]


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("…", 0), ("a", 1), ("a b c", 1), ("a b c d", 1), ("a b c d e", 2), ("a b 25 000", 1)]
)
def test_each_run_of_four_words_has_a_hash(text: str, count: int) -> None:
    assert len(shingles(text)) == count


def test_a_hash_is_the_truncated_blake2b_of_its_words() -> None:
    runs = ["a b c d", "b c d e"]
    assert shingles("a, b (c) d e.") == tuple(hashlib.blake2b(run.encode(), digest_size=8).hexdigest() for run in runs)


@pytest.mark.parametrize(
    ("quote", "location"),
    [
        pytest.param("وزارة الداخلية: إحباط 78,685 محاولة", Location(0, 0, True), id="the whole headline"),
        pytest.param("وزارة الداخلية إحباط 78,685", Location(0, 0, False), id="its beginning"),
        pytest.param("الداخلية: إحباط 78,685 محاولة", Location(0, 1, True), id="its end"),
        pytest.param("Le ministère a déjoué", Location(1, 0, False), id="beginning of a paragraph"),
        pytest.param("tentatives, dont 58 % en mer.", Location(1, 5, True), id="end of a paragraph"),
        pytest.param("tentatives dont 58% en mer", Location(1, 5, True), id="other punctuation"),
        pytest.param("a déjoué 25\u202f000 tentatives", Location(1, 2, False), id="another space in the number"),
        pytest.param("déjoué 25 000\n  tentatives dont", Location(1, 3, False), id="folded lines"),
        pytest.param("أَحبطت السلطات ٤٠ ألفًا و٥٨٩", Location(2, 0, False), id="tashkeel and digits"),
    ],
)
def test_a_quote_is_found_where_it_stands(made: Fingerprint, quote: str, location: Location) -> None:
    assert find(quote, made) == [location]


def test_a_quote_that_stands_twice_is_found_twice(made: Fingerprint) -> None:
    assert find("La marine a sauvé", made) == [Location(4, 0, False), Location(4, 6, False)]
    assert find("La marine a sauvé 5 000 personnes", made) == [Location(4, 0, False), Location(4, 6, True)]


@for_all("quote", ["", *table("text/words.txt", "not-found")])
def test_what_is_not_in_the_article_is_not_found(made: Fingerprint, quote: str) -> None:
    assert find(quote, made) == []


@pytest.mark.parametrize(
    ("quote", "near"),
    [
        pytest.param("Le ministère a déjoué trois tentatives", (1, 4), id="four words"),
        pytest.param("Le ministère a déjoué 25 000 navires", (1, 5), id="five words"),
        pytest.param("Le ministère n'a pas déjoué", None, id="none in its beginning"),
        pytest.param("أحبطت السلطات 40 ألفا و590 محاولة", (2, 4), id="another number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_longest_beginning_of_a_quote_is_found(made: Fingerprint, quote: str, near: tuple[int, int] | None) -> None:
    assert nearest(quote, made) == near


def test_the_beginning_of_a_short_quote_is_no_longer_than_the_quote(made: Fingerprint) -> None:
    assert nearest("Trois mots seulement", made) in (None, (3, 3))


def test_a_fingerprint_names_the_text_and_its_paragraphs() -> None:
    data = "\n".join(ARTICLE).encode()
    made = fingerprint(data, capture(NOT_GIVEN, (2, 4)))
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert made.paragraphs == ((), shingles(ARTICLE[1]), shingles(ARTICLE[3]))


def test_the_line_ends_of_an_archived_text_do_not_matter() -> None:
    assert (
        fingerprint("\r\n".join(ARTICLE).encode(), capture()).paragraphs
        == fingerprint("\n".join(ARTICLE).encode(), capture()).paragraphs
    )


@pytest.mark.parametrize(
    ("data", "title", "lines", "error"),
    [
        pytest.param(b"a", 1, (2,), IndexError, id="a paragraph beyond the end"),
        pytest.param(b"a", 2, (1,), IndexError, id="a headline beyond the end"),
        pytest.param(b"\xff", 1, (1,), UnicodeDecodeError, id="no UTF-8"),
    ],
)
def test_a_text_that_is_not_as_its_record_says_raises(
    data: bytes, title: int, lines: tuple[int, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        fingerprint(data, capture(title, lines))


@pytest.mark.parametrize(
    "fingerprinted",
    [
        pytest.param(Fingerprint(sha256="a" * 64, paragraphs=((), shingles("a b c d e"))), id="no headline"),
        pytest.param(Fingerprint(sha256="a" * 64, paragraphs=(("0" * 16,), (), ("f" * 16,))), id="an empty paragraph"),
        pytest.param(Fingerprint(sha256="a" * 64, paragraphs=((),)), id="only a headline"),
        pytest.param(Fingerprint(sha256="a" * 64, paragraphs=((),) * 200), id="many paragraphs"),
    ],
)
def test_a_fingerprint_survives_its_file(fingerprinted: Fingerprint) -> None:
    assert parse_fingerprint(format_fingerprint(fingerprinted, "f"), "f") == fingerprinted


def test_windows_line_ends_and_comments_do_not_matter(made: Fingerprint) -> None:
    text = format_fingerprint(made, "f").replace("\n", "\r\n# a comment\r\n")
    assert parse_fingerprint(text, "f") == made


SHA, HASH = "0" * 64, "0" * 16


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("", 1, id="empty"),
        pytest.param("# only a comment\n", 1, id="comment only"),
        pytest.param(f"sha256 {SHA}\n", 1, id="no paragraph"),
        pytest.param(f"sha256\n0 {HASH}\n", 1, id="no SHA-256"),
        pytest.param(f"sha256 {SHA} {SHA}\n0\n", 1, id="two SHA-256"),
        pytest.param(f"md5 {SHA}\n0 {HASH}\n", 1, id="another hash"),
        pytest.param(f"{SHA}\n0 {HASH}\n", 1, id="no word before it"),
        pytest.param(f"sha256 {SHA.replace('0', 'g')}\n0\n", 1, id="not hexadecimal"),
        pytest.param(f"sha256 {'A' * 64}\n0\n", 1, id="capitals"),
        pytest.param(f"# c\nsha256 {SHA}\n1 {HASH}\n", 3, id="no headline"),
        pytest.param(f"sha256 {SHA}\n0\n1 {HASH}\n3 {HASH}\n", 4, id="a paragraph left out"),
        pytest.param(f"sha256 {SHA}\n0\n1 {HASH}\n1 {HASH}\n", 4, id="a paragraph twice"),
        pytest.param(f"sha256 {SHA}\n0\n1 {HASH[1:]}\n", 3, id="a short hash"),
        pytest.param(f"sha256 {SHA}\n0\n\n1 {HASH}\n", 3, id="an empty line"),
        pytest.param(f"sha256 {SHA}\n٠ {HASH}\n", 2, id="an Arabic number"),
        pytest.param(f"\ufeffsha256 {SHA}\n0 {HASH}\n", 1, id="BOM"),
        pytest.param("<<<<<<< ours\n", 1, id="a conflict"),
        pytest.param(f"sha256 {HASH}\n0\n", 1, id="a short SHA-256"),
        pytest.param(f"sha256 {SHA}\n0 {SHA}\n", 2, id="a long hash"),
    ],
)
def test_a_garbled_fingerprint_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(Broken) as caught:
        parse_fingerprint(text, "seeds/fingerprints/a.txt")
    problem = caught.value.problem
    assert problem[:4] == ("seeds/fingerprints/a.txt", line, 1, "FINGERPRINT-FORM")
    assert "isnad archive" in problem.message


def test_fingerprints_are_kept_in_the_repository_and_texts_beside_it() -> None:
    assert fingerprint_path("paper") == "seeds/fingerprints/paper.txt"
    assert archive_path(Path("root"), capture()) == Path("root/seeds/archive/a.txt")


SEEN_ALIKE = (
    *(
        "\ufeff{}", "\u200f{}", "\u200e{}", "\u200b{}", "\u200c{}", "\u00ad{}", "\u061c{}", "\ufe0f{}", "\t{}",
        "{}\u2060",
    ),
)  # fmt: skip


@for_all("sign", SEEN_ALIKE)
def test_a_sign_that_nobody_sees_does_not_part_a_quote_from_its_text(sign: str) -> None:
    quote = "les garde-côtes ont porté secours à 62 personnes"
    text = " ".join(sign.format(word) for word in f"Mardi, {quote} en mer".split())
    for paragraph in (f"Mardi, {quote} en mer", text):
        article = Fingerprint(sha256="", paragraphs=(shingles(""), shingles(paragraph)))
        assert [find(words, article) for words in (quote, sign.format(quote))] == [[Location(1, 1, False)]] * 2


@for_all("hyphen", ("-", "\u2010", "\u2011", "\u2012", "\u2013"))
def test_hyphens_are_one(hyphen: str) -> None:
    article = Fingerprint(
        sha256="", paragraphs=(shingles(""), shingles(f"les garde{hyphen}côtes ont secouru 62 personnes"))
    )
    assert find("les garde-côtes ont secouru", article) == find("les garde‑côtes ont secouru", article) != []


@for_all("text, quote, stands", table("text/words.txt", "hamza", str, str, yes))
def test_the_spelling_of_hamza_does_not_part_a_quote_from_its_text(text: str, quote: str, stands: bool) -> None:
    article = Fingerprint(sha256="", paragraphs=(shingles(""), shingles(text)))
    found = located(quote, article)
    assert bool(found) is stands
    for place, spelt in found:
        assert list(spelt) == words(text)[place.first : place.first + len(spelt)]


def test_other_spellings_are_few() -> None:
    article = Fingerprint(sha256="", paragraphs=(shingles("كلمات أخرى لا علاقة لها بالموضوع"),))
    start = process_time()
    assert located("أأأأأأأأ إإإإإإإإ آآآآآآآآ اااااااا " * 3, article) == []
    assert process_time() - start < 1
