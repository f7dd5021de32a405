"""What each HTML element of a page becomes in Markdown: all that authors and templates may write.

The spaces and lines around them are those of markdownify, with which tests compare what this makes.
"""

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from urllib.parse import urljoin

from ..text.languages import Language
from .folding import BLANK, CODE, HEADINGS, ONE_LINE, REMEMBERED, Become, Element

# Of no use without the page, as are its buttons and the words above its footnotes: ways to other places of it.
WAYS = {"breadcrumbs", "headerlink", "footnote-backref", "report"}
TITLES = {"admonition-title", "chart-title", "table-title"}
# What Markdown would read as its own, where a text means it.
SIGNS = re.compile(r"([\\`*_<\[\]|]|&(?=#?\w+;))")
AT_START = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]\s)|(?=[#>+-]+\s)))")
BLANKS = re.compile(r"[\t \r\n]+")
FENCES = re.compile("`+")
URL_SIGNS = str.maketrans({"(": "%28", ")": "%29", " ": "%20"})
EMPTY_LINES = re.compile(r"^[ \n]*\n")
LANGUAGE, NOTE = "language-", "fn:"
ISOLATED = "\u2066{}\u2069"
MOST_COLUMNS = 1_000


@lru_cache(REMEMBERED)
def elements(url: str, language: Language) -> Mapping[str, Become]:
    """Return what elements become on a page at an address; others become what they hold."""
    from_right = {"bdi": _turned} if language is Language.AR else {}
    return {**ANYWHERE, **from_right, "a": partial(_link, url), "img": partial(_image, url)}


def escape(text: str) -> str:
    """Return a text in which nothing is read as Markdown."""
    return AT_START.sub(r"\1\\", SIGNS.sub(r"\\\1", text))


@lru_cache(REMEMBERED)
def folder_of(url: str) -> str:
    """Return an address in the folder of a page: from there, what begins with `../` leads where it leads from it."""
    return urljoin(url, "../-/")


def _whole(url: str, href: str) -> str:
    """Return a link of the page at an address as a whole address."""
    return _resolved(folder_of(url) if href.startswith("../") else url, href)


@lru_cache(REMEMBERED)
def _resolved(url: str, href: str) -> str:
    return urljoin(url, href).translate(URL_SIGNS)


def _titled(address: str, element: Element) -> str:
    title = element.given.get("title", "").replace('"', r"\"")
    return f'({address} "{title}")' if title else f"({address})"


def _link(url: str, element: Element, text: str) -> str:
    if not WAYS.isdisjoint(element.classes):
        return ""
    href = element.given.get("href", "")
    if "footnote-ref" in element.classes:
        return f"[^{href.removeprefix(f'#{NOTE}')}]"
    target = _titled(_whole(url, href), element)
    return text if _is_code(element) else _around(text, "[", f"]{target}")


def _image(url: str, element: Element, _text: str) -> str:
    words = element.given.get("alt", "")
    return words if _is_line(element) else f"![{words}]{_titled(_whole(url, element.given.get('src', '')), element)}"


def _turned(element: Element, text: str) -> str:
    """Keep the sign of a percentage on its side, where the text around it runs from right to left."""
    return ISOLATED.format(text) if text.endswith("%") and element.given.get("dir") == "ltr" else text


def _around(text: str, begin: str, end: str) -> str:
    """Return a text between two signs, the spaces at its ends outside; nothing where it is empty."""
    words = text.strip()
    return f"{' ' * text.startswith(' ')}{begin}{words}{end}{' ' * text.endswith(' ')}" if words else ""


def _is_line(element: Element) -> bool:
    """Return whether an element stands where all is on one line: in a heading or in a cell."""
    return not ONE_LINE.isdisjoint(element.around)


def _is_code(element: Element) -> bool:
    return not CODE.isdisjoint(element.around)


def _marked(sign: str, element: Element, text: str) -> str:
    return text if _is_code(element) else _around(text, sign, sign)


def _code(element: Element, text: str) -> str:
    fence = "`" * (max(map(len, FENCES.findall(text)), default=0) + 1)
    space = " " if len(fence) > 1 else ""
    return text if _is_code(element) else _around(text, fence + space, space + fence)


def _fenced(element: Element, text: str) -> str:
    """Return a block of code, with its language, which Markdown's extension writes as a class."""
    classes = next((given.get("class", "") for name, given in element.children if name == "code"), "")
    language = next((each.removeprefix(LANGUAGE) for each in classes.split() if each.startswith(LANGUAGE)), "")
    code = EMPTY_LINES.sub("", text).rstrip(" \n")
    return f"\n\n```{language}\n{code}\n```\n\n" if text else ""


def _block(element: Element, text: str) -> str:
    return _parted(element, text.strip())


def _paragraph(element: Element, text: str) -> str:
    is_title = not TITLES.isdisjoint(element.classes)
    return _parted(element, _around(text.strip(), "**", "**") if is_title else text.strip(BLANK))


def _parted(element: Element, words: str) -> str:
    """Return the words of a block, by themselves where there is more than one line."""
    return f" {words} " if _is_line(element) else f"\n\n{words}\n\n" if words else ""


def _apart(_element: Element, text: str) -> str:
    return f"\n\n{text.strip()}\n\n"


def _headline(element: Element, text: str) -> str:
    return "" if "footnote" in element.above.classes else f"\n\n**{text.strip()}**\n\n"


def _note_line(element: Element, text: str) -> str:
    """Give each line of a footnote or a proof a paragraph of its own."""
    return _apart(element, text) if "note-line" in element.classes and not _is_line(element) else text


def _heading(element: Element, text: str) -> str:
    words = BLANKS.sub(" ", text.strip())
    return text if _is_line(element) else f"\n\n{'#' * int(element.name[1])} {words}\n\n"


def _quotation(element: Element, text: str) -> str:
    words = text.strip(BLANK)
    if _is_line(element):
        return f" {words} "
    lines = (f"> {line}" if line else ">" for line in words.split("\n"))
    return "\n" + "\n".join(lines) + "\n\n" if words else "\n"


def _break(element: Element, _text: str) -> str:
    return " " if _is_line(element) else "  \n"


def _rule(_element: Element, _text: str) -> str:
    return "\n\n---\n\n"


def _list(element: Element, text: str) -> str:
    if "li" in element.around:
        return "\n" + text.rstrip()
    return f"\n\n{text}" + ("" if element.next in ("", "ol", "ul") else "\n")


def _item(element: Element, text: str) -> str:
    if (label := element.given.get("id", "")).startswith(NOTE):
        said = "\n\n    ".join(filter(None, (line.strip() for line in text.split("\n"))))
        return f"\n\n[^{label.removeprefix(NOTE)}]: {said}\n\n"
    first, *others = text.strip().split("\n")
    bullet = f"{_number(element.above)}. " if element.above.name == "ol" else "- "
    lines = (" " * len(bullet) + line if line else "" for line in others)
    return "\n".join([bullet + first, *lines, ""]) if first else "\n"


def _number(ordered: Element) -> int:
    """Return the number of the item of a list that was read last."""
    start = ordered.given.get("start", "")
    return (int(start) if start.isdecimal() else 1) + [name for name, _ in ordered.children].count("li") - 1


def _cell(element: Element, text: str) -> str:
    words = text.strip().replace("\n", " ")
    return f" {words}{' |' * _columns(element.given)}"


def _columns(given: Mapping[str, str]) -> int:
    """Return over how many columns a cell goes."""
    span = given.get("colspan", "")
    return max(1, min(MOST_COLUMNS, int(span))) if span.isdecimal() else 1


def _row(element: Element, text: str) -> str:
    """Return a row: of the first one, the line that makes it the head of its table, or an empty head above it."""
    row, above = f"|{text}\n", element.above
    if len(above.children) > 1:
        return row
    cells = [(name, _columns(given)) for name, given in element.children if name in ("td", "th")]
    columns = sum(columns for _, columns in cells)
    line = f"| {' | '.join(['---'] * columns)} |\n"
    if all(name == "th" for name, _ in cells) or (above.name == "thead" and element.next != "tr"):
        return row + line
    has_head = above.name == "tbody" and "thead" in [name for name, _ in above.above.children]
    return row if has_head else f"| {' | '.join([''] * columns)} |\n{line}{row}"


ANYWHERE: Mapping[str, Become] = {
    **dict.fromkeys(("article", "div", "dl", "section"), _block),
    **dict.fromkeys(("dd", "figcaption", "table"), _apart),
    **dict.fromkeys(("dt", "summary"), _headline),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ol", "ul"), _list),
    **dict.fromkeys(("td", "th"), _cell),
    **dict.fromkeys(("code", "kbd", "samp"), _code),
    **dict.fromkeys(("b", "strong"), partial(_marked, "**")),
    **dict.fromkeys(("em", "i"), partial(_marked, "*")),
    **dict.fromkeys(("del", "s"), partial(_marked, "~~")),
    "blockquote": _quotation,
    "br": _break,
    "button": lambda _element, _text: "",
    "caption": lambda _element, text: f"{text.strip()}\n\n",
    "hr": _rule,
    "li": _item,
    "nav": lambda element, text: text if WAYS.isdisjoint(element.classes) else "",
    "p": _paragraph,
    "pre": _fenced,
    "q": lambda _element, text: f'"{text}"',
    "span": _note_line,
    "sub": partial(_marked, ""),
    "svg": lambda element, _text: f"\n\n{escape(element.given.get('aria-label', ''))}\n\n",
    "tr": _row,
}
