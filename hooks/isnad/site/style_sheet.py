"""The one style sheet of the finished site: the theme's and ours, without what no page and no script names.

Most of Material's rules are for parts that a site may have and this one has not.
"""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import tinycss2  # type: ignore[import-untyped]

from ..text.cache import kept

FOLDER, SCRIPTS = "assets/stylesheets", "assets/javascripts"
SHEET = f"{FOLDER}/site.css"
THEME = ("main.*.min.css", "palette.*.min.css")  # Material's, in the order in which it links them
CHARSET = '@charset "utf-8";'
WORD = re.compile(r"[\w-]+")
BEGINNING = re.compile(r"[a-z]{2,}-[\w-]*-")  # of a class, to which a script adds the end
DECLARED, READ = re.compile(r"[{;](--[\w-]+):"), re.compile(r"var\(\s*(--[\w-]+)")
# What Material's script adds to a part of a page: by the beginning of its classes, the class of that part.
ADDED_TO = {"highlight": "highlight", "md-annotation": "annotate", "md-source": "md-source", "tabbed-": "tabbed-set"}
GROUPS = {"container", "layer", "media", "scope", "starting-style", "supports"}  # at-rules that hold rules


class Declaration(NamedTuple):
    """A declaration, or an at-rule that holds no rules, which has no name."""

    name: str
    text: str

    @property
    def value(self) -> str:
        """What a declaration sets its property to."""
        return self.text[len(self.name) + 1 : -1]


class Selector(NamedTuple):
    """One selector of a rule, and the classes without which it finds nothing."""

    text: str
    classes: Set[str]


class Rule(NamedTuple):
    """A rule with its selectors, or an at-rule that holds rules, with none but its head."""

    selectors: Sequence[Selector]
    parts: Sequence["Rule | Declaration"]


def write_style_sheet(site: Path, own: Sequence[str], classes: Set[str]) -> None:
    """Write the style sheet of a finished site in the place of the theme's sheets and our `own`, by their paths;
    `classes` are those of all pages.
    """
    sheets = [path for name in THEME for path in sorted((site / FOLDER).glob(name))] + [site / path for path in own]
    css = "\n".join(path.read_text(encoding="utf-8") for path in sheets)
    names = sorted(_names(_words(site / SCRIPTS), classes))
    (site / SHEET).write_bytes(kept("styles", (css, names), lambda: pruned(css, {*names}).encode()))
    for path in sheets:
        path.unlink()
        path.with_name(f"{path.name}.map").unlink(missing_ok=True)


def _words(scripts: Path) -> set[str]:
    """Return all words of some scripts: a class that one of them sets is among them."""
    return {word for path in scripts.rglob("*.js") for word in WORD.findall(path.read_text(encoding="utf-8"))}


def _names(words: Set[str], classes: Set[str]) -> set[str]:
    """Return the classes that there are or may come to be: those of scripts are none where what they are added to is
    on no page.
    """
    missing = tuple(beginning for beginning, part in ADDED_TO.items() if part not in classes)
    return {word for word in words if not word.startswith(missing)} | classes


def pruned(css: str, names: Set[str]) -> str:
    """Return a style sheet, short, without the rules for classes, and the custom properties, that nothing names.

    `names` are the classes of pages and all words of scripts. What a browser cannot read is left out, too.
    """
    rules = list(read(css))
    beginnings, unread = tuple(filter(BEGINNING.fullmatch, names)), set[str]()
    while True:
        text = "".join(_written(rules, lambda name: name in names or name.startswith(beginnings), unread))
        found = {*DECLARED.findall(text)} - {*READ.findall(text)} - names - unread
        if not found:
            return CHARSET + text
        unread |= found  # what only these read is found next time


def read(css: str) -> Iterator[Rule | Declaration]:
    """Yield what a style sheet holds."""
    return _parts(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _parts(nodes: Sequence[Any]) -> Iterator[Rule | Declaration]:
    """Yield what a sheet, or the block of a rule, holds."""
    for node in nodes:
        if node.type == "declaration":
            value = _short(node.value) + "!important" * node.important
            yield Declaration(node.name, f"{node.name}:{value};")
        elif node.type == "qualified-rule":
            yield Rule([*_selectors(node.prelude)], [*_parts(_block(node))])
        elif node.type == "at-rule" and node.lower_at_keyword in GROUPS and node.content is not None:
            head = Selector(f"@{node.at_keyword} {_short(node.prelude)}", frozenset())
            yield Rule([head], [*_parts(_block(node))])
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            yield Declaration("", node.serialize())


def _block(rule: Any) -> Sequence[Any]:
    blocks: Sequence[Any] = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return blocks


def _selectors(prelude: Sequence[Any]) -> Iterator[Selector]:
    """Yield the selectors of a list. What stands in `:not()` or `:is()` is not needed."""
    commas = [at for at, token in enumerate(prelude) if token == ","]
    for start, end in zip([0, *(at + 1 for at in commas)], [*commas, len(prelude)], strict=True):
        tokens = prelude[start:end]
        classes = {name.value for dot, name in pairwise(tokens) if dot == "." and name.type == "ident"}
        yield Selector(_short(tokens), classes)


def _short(tokens: Sequence[Any]) -> str:
    """Return what some tokens say, without comments, and without spaces at its ends and after commas."""
    told = [token for token in tokens if token.type != "comment"]
    pairs = zip([None, *told], told, strict=False)
    spaced = [token for before, token in pairs if not (before == "," and token.type == "whitespace")]
    return str(tinycss2.serialize(spaced)).strip()


def _written(parts: Sequence[Rule | Declaration], has: Callable[[str], bool], unread: Set[str]) -> Iterator[str]:
    """Yield what is left of some parts: of no rule without a selector, or with nothing in it."""
    for part in parts:
        if isinstance(part, Declaration):
            if part.name not in unread:
                yield part.text
            continue
        heads = [selector.text for selector in part.selectors if all(map(has, selector.classes))]
        if heads and (body := "".join(_written(part.parts, has, unread))):
            yield f"{','.join(heads)}{{{body.removesuffix(';')}}}"
