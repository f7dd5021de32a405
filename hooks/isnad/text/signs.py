"""Signs that make a text read otherwise than it is stored: unseen ones, lookalikes inside a word, mixed digits.

After UTS 39 (Unicode Security Mechanisms): default-ignorable and bidi signs, mixed-script words, mixed-number tokens.
The Unicode Character Database of the standard library says of which script a letter is in the first word of its name.
"""

import re
import unicodedata
from collections.abc import Iterator

# Cc but tabs and line feeds, Zl, Zp, Co, non-characters, Default_Ignorable_Code_Point, and a blank that is no space:
# those of the basic plane, as regular expressions of every language write them; then Cs and those of the other planes.
UNSEEN_BASIC = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
)
UNSEEN = re.compile(
    rf"[{UNSEEN_BASIC}\ud800-\udfff\U0001bca0-\U0001bca3\U00013430-\U0001345f\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)
# Blanks that Unicode counts as letters or symbols, so that nothing splits a text at them.
BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
ISOLATES = "\u2066\u2067\u2068"
END = "\u2069"
ISOLATE = re.compile(f"[{ISOLATES}{END}]")
# Spaces that look like the ordinary one and are another sign to every program.
ODD_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# What a writer of Arabic or French types: all of it seen, no letter like another one of it, digits of one kind.
ORDINARY = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u024f\u0606-\u061b\u061d-\u065f\u066a-\u06dc\u06de-\u06ef\u2010-\u2027\u202f-\u205e"
    "\u20a0-\u20bf\u2190-\u27ff]*"
)
WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d(?:[.,٫٬]?\d)*")
# The zeros of the digits that articles in Arabic and French are written with: 0, ٠, ۰.
ZEROS = frozenset((0x30, 0x660, 0x6F0))
# Pictures of numbers, which Unicode gives no value: dice, Braille, tiles and cards, faces of clocks.
PICTURED = re.compile("[\u2680-\u2685\u2801-\u28ff\U0001f000-\U0001f0ff\U0001f550-\U0001f567]")
# What letters are called that belong to no script.
NO_SCRIPT = frozenset(("MODIFIER", "FEMININE", "MASCULINE", "MICRO", "SUPERSCRIPT", "SUBSCRIPT"))
# Neither looks like the other, and Arabic glues its prefixes to Latin names.
MAY_MIX = frozenset(("LATIN", "ARABIC"))
# How Unicode marks signs that are another one in a different dress, such as 𝐚 or ａ.
DRESSED = ("<font>", "<wide>", "<narrow>", "<circle>", "<square>")


def named(sign: str) -> str:
    """Return a sign as messages name it: `U+202E`."""
    return f"U+{ord(sign):04X}"


def is_ordinary(text: str) -> bool:
    """Return whether a text is such that all else here needs not be asked, as nearly every text is."""
    return ORDINARY.fullmatch(text) is not None


def without_unseen(text: str) -> str:
    """Return a text as a reader sees it: no sign that nobody sees, and one space for each run of blanks."""
    return " ".join(UNSEEN.sub("", " ".join(BLANK.sub(" ", text).split())).split())


def with_digits(text: str) -> str:
    """Return a text of the same length in which a zero stands for each sign of a number that is no digit: 三, ፳, ⚅."""
    if is_ordinary(text) and not PICTURED.search(text):
        return text
    return "".join("0" if sign.isnumeric() and not sign.isdigit() else sign for sign in PICTURED.sub("0", text))


def unseen(text: str) -> re.Match[str] | None:
    """Return the first sign of a text that nobody sees, or that reorders what others are seen."""
    return None if is_ordinary(text) else UNSEEN.search(text)


def unbalanced(text: str) -> bool:
    """Return whether an isolate of a text is open at the end of its line, or closed where none is.

    One that is closed on its line reorders nothing outside of it (UAX 9, and UTS 55 on source code).
    """
    return any(_open(line) != 0 for line in text.split("\n")) if ISOLATE.search(text) else False


def _open(line: str) -> int:
    """Return how many isolates are open at the end of a line; less than none where one too many is closed."""
    depth = 0
    for sign in ISOLATE.findall(line):
        depth += -1 if sign == END else 1
        if depth < 0:
            break
    return depth


def mixed(text: str) -> str | None:
    """Return the first word of a text whose letters, or number whose digits, are of kinds that pass for each other."""
    return None if is_ordinary(text) else next(_mixed(text), None)


def _mixed(text: str) -> Iterator[str]:
    for found in NUMBER.finditer(text):
        zeros = {ord(digit) - unicodedata.digit(digit) for digit in found.group() if digit.isdigit()}
        if len(zeros) > 1 or not zeros <= ZEROS:
            yield found.group()
    for found in WORD.finditer(text):
        scripts = {unicodedata.name(letter, "MODIFIER").partition(" ")[0] for letter in found.group()} - NO_SCRIPT
        is_dressed = any(unicodedata.decomposition(letter).startswith(DRESSED) for letter in found.group())
        if is_dressed or (len(scripts) > 1 and not scripts <= MAY_MIX):
            yield found.group()
