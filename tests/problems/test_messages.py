"""The words of problems: the same in the code and in the catalogue, whole in three languages, safe to print."""

import ast
import re
import tomllib
import unicodedata
from string import Formatter

import pytest
from isnad.problems import Message, Tongue, say
from isnad.problems.messages import CATALOGUE, catalogue, cleaned, isolated, sentences, tongue_of

from tests.cases import for_all
from tests.conftest import ROOT, bare

PACKAGE = ROOT / "hooks" / "isnad"
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069")
CODE = re.compile("`[^`]*`")
ARABIC = re.compile("[\u0600-\u06ff]")
# A value, a name and a sentence inside the sentence.
FILLINGS = ("ids-2024", "كلمات عربية", "12 %")


def asked_for() -> list[tuple[str, str, set[str | None]]]:
    """Return each message that the code asks for: where, its id, the names of its parts."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                where = f"{path.name}:{node.lineno}"
                (name,) = node.args
                assert isinstance(name, ast.Constant), f"{where}: the id of a message is written out"
                found.append((where, str(name.value), {word.arg for word in node.keywords}))
    return found


def braces(sentence: str) -> set[str]:
    """Return the names of the parts of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def filled(name: str, tongue: Tongue, filling: str = FILLINGS[0]) -> str:
    parts = dict.fromkeys(braces(sentences(name)[tongue]), filling)
    return say(name, **parts).text(tongue)


def test_each_message_is_read_as_the_whole_file_is() -> None:
    assert {name: sentences(name) for name in catalogue()} == tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def test_code_and_catalogue_have_the_same_messages() -> None:
    assert {name for _, name, _ in asked_for()} == catalogue().keys()


def test_code_and_catalogue_have_the_same_parts() -> None:
    for where, name, parts in asked_for():
        assert sentences(name).keys() == set(Tongue), where
        assert [braces(sentences(name)[tongue]) for tongue in Tongue] == [parts] * len(Tongue), where


@for_all("name", catalogue())
def test_a_message_is_one_sound_line(name: str) -> None:
    for text in (filled(name, tongue, filling) for tongue in Tongue for filling in FILLINGS):
        assert text == text.strip()
        assert "  " not in text
        assert text.count("`") % 2 == 0
        assert not [sign for sign in text if unicodedata.category(sign)[0] == "C" and sign not in "\u2066\u2067\u2069"]
        assert not re.search(r"[\u2066-\u2069]", ISOLATED.sub("", text)), "isolates do not match"


@for_all("name", catalogue())
def test_words_of_the_other_script_are_set_apart(name: str) -> None:
    for tongue in Tongue:
        strange = r"[A-Za-zÀ-ÿ0-9]" if tongue is Tongue.AR else r"[\u0600-\u06ff]"
        for filling in FILLINGS:
            outside = ISOLATED.sub("", filled(name, tongue, filling))
            assert not re.search(strange, outside), outside


@for_all("name", catalogue())
def test_arabic_and_french_are_written_as_such(name: str) -> None:
    arabic, french = (CODE.sub("", bare(filled(name, tongue))) for tongue in (Tongue.AR, Tongue.FR))
    assert ARABIC.search(arabic) or not re.search(r"\w", arabic.replace(FILLINGS[0], ""))
    assert not re.search(r"[,;?]", arabic), "Arabic has its own marks"
    assert not re.search(r"(?<=\w)'(?=\w)", french), "the French apostrophe is ’"
    assert not re.search(r"(?<![\u00a0\u202f])[;!?»]|«(?!\u00a0)|(?<!\u00a0):(?!/)", french), (
        "French spaces its tall marks"
    )


@for_all("name", catalogue())
def test_no_message_is_left_in_english(name: str) -> None:
    english, french, arabic = (CODE.sub("", sentences(name)[tongue]) for tongue in (Tongue.EN, Tongue.FR, Tongue.AR))
    if len(re.findall(r"[a-z]{3,}", re.sub(r"{\w+}", "", english))) > 1:
        assert english not in (french, arabic)
        assert ARABIC.search(arabic)


@pytest.mark.parametrize(
    ("text", "tongue", "expected"),
    [
        pytest.param("ids", Tongue.EN, "ids", id="Latin in English"),
        pytest.param("ids", Tongue.AR, "\u2066ids\u2069", id="Latin in Arabic"),
        pytest.param("نص", Tongue.FR, "\u2067نص\u2069", id="Arabic in French"),
        pytest.param("نص", Tongue.AR, "نص", id="Arabic in Arabic"),
        pytest.param("12 %", Tongue.AR, "\u206612 %\u2069", id="a number in Arabic"),
        pytest.param("12 %", Tongue.EN, "12 %", id="a number in English"),
        pytest.param("a نص", Tongue.EN, "\u2066a نص\u2069", id="both in English"),
        pytest.param("نص a", Tongue.AR, "\u2067نص a\u2069", id="both in Arabic"),
        pytest.param("", Tongue.AR, "", id="nothing"),
    ],
)
def test_a_text_of_the_other_direction_is_isolated(text: str, tongue: Tongue, expected: str) -> None:
    assert isolated(text, tongue) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\nb", "a b"),
        (" a\t b\r\n", "a b"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x1b[31mb", "a\\u001b[31mb"),
        ("a\ud800b", "a\\ud800b"),
        ("78\u202f685", "78\u202f685"),
        ("a\u2029b", "a b"),
    ],
)
def test_nothing_in_a_part_hides_or_reorders_the_rest(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_code_keeps_its_direction_as_one_whole() -> None:
    text = say("mend-value", value="12").text(Tongue.AR)
    assert "\u2066`value: 12`\u2069" in text


def test_a_list_has_the_comma_of_its_language() -> None:
    message = say("known", names=["a", "b"])
    assert str(message) == "known: a, b"
    assert bare(message.text(Tongue.AR)).endswith("a، b")


def test_a_message_inside_a_message_is_in_the_same_language() -> None:
    message = say("unknown-key", key="x", hint=say("none-known"))
    assert "il n’en existe encore aucun" in message.text(Tongue.FR)


def test_messages_are_values() -> None:
    assert say("found", text="a") == Message("found", (("text", "a"),))
    assert hash(say("known", names=["a"])) == hash(say("known", names=("a",)))


@for_all(
    "environment, tongue",
    [
        ({}, Tongue.EN),
        ({"LANG": "fr_FR.UTF-8"}, Tongue.FR),
        ({"LANG": "ar_MA.UTF-8"}, Tongue.AR),
        ({"LANG": "ar"}, Tongue.AR),
        ({"LANG": "fr@euro"}, Tongue.FR),
        ({"LANG": "C.UTF-8"}, Tongue.EN),
        ({"LANG": "POSIX"}, Tongue.EN),
        ({"LANG": "en_GB.UTF-8"}, Tongue.EN),
        ({"LANG": "de_DE.UTF-8"}, Tongue.EN),
        ({"LANG": "fra"}, Tongue.EN),
        ({"LC_ALL": "C", "LANG": "fr_FR"}, Tongue.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "ar_MA", "LANG": "fr_FR"}, Tongue.AR),
        ({"LC_ALL": "fr_MA", "LC_MESSAGES": "ar_MA"}, Tongue.FR),
    ],
)
def test_the_locale_names_the_language(environment: dict[str, str], tongue: Tongue) -> None:
    assert tongue_of(environment) is tongue
