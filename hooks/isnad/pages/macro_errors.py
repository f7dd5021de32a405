"""What an author likely meant where a macro cannot be read, at its place, with the form that can."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

from ..problems import Message, say
from ..text.signs import ODD_SPACE, named

# Where nothing is a macro, and where nothing that only looks like one is wrong.
COMMENTS = re.compile(r"\{##.*?##\}|\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}", re.DOTALL)
CODE = re.compile(r"^ *(```+|~~~+).*?^ *\1|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
BEGIN = re.compile(r"\{\{")
END = re.compile(r"\}\}|\{\{|\n[ \t]*\n|\Z")
ID_BARE = re.compile(r"(?<=[(,=])(\s*)([a-z0-9]+(?:-[a-z0-9]+)+)(?=\s*[,)])")
# What people write for `true` and `false`.
TRUTH = re.compile(r"(?<==)\s*(?:(vrai|oui|yes|نعم)|(faux|non|no|لا))\b")
# Quotation marks that are none to a program: with the spaces that French puts inside of them.
QUOTES = re.compile(r"[«‹]\s*|\s*[»›]|[“”„‟‘’‚´″`]")
NAME_ALONE = re.compile(r"(\w+)(?:\s*:\s*|\s+)(\"[^\"]*\"|[a-z0-9-]+)\s*")
LONGEST = 100


class Found(NamedTuple):
    """A macro that is none: where it stands in the text, from 0, and what is wrong."""

    at: int
    said: Message


def find(text: str, reads: Callable[[str], bool]) -> Iterator[Found]:
    """Yield each macro of a page that cannot be read; `reads` says whether a template can."""
    text = COMMENTS.sub(_blank, text)
    at = 0
    while begun := BEGIN.search(text, at):
        end = END.search(text, begun.end())
        assert end is not None  # the end of the text is one
        inner, at = text[begun.end() : end.start()], end.end() if end.group() == "}}" else end.start()
        if end.group() != "}}":
            yield Found(begun.start(), say("macro-unclosed", written=_call(mended(_beginning(inner)))))
        elif ID_BARE.search(inner) or TRUTH.search(inner) or not reads("{{" + inner + "}}"):
            yield _unreadable(begun.end(), inner, reads)


def find_half(text: str, names: Collection[str]) -> Iterator[Found]:
    """Yield each call of a macro between other signs than two braces: it would be published as it stands."""
    text = CODE.sub(_blank, COMMENTS.sub(_blank, text))
    call = rf"(?P<call>(?:{'|'.join(names)})\s*\([^{{}}\n]*)"
    for found in re.finditer(rf"(?<!\{{)\{{(?P<sign>%-?)?\s*{call}(?:%\}}|\}}{{1,2}})", text):
        yield Found(found.start(), say("macro-braces", written=_call(mended(found["call"]))))


def _beginning(inner: str) -> str:
    """Return what of a text behind two braces is likely the macro: the call, or what stands before the next brace."""
    call = re.match(r"\s*\w+\s*\([^()\n]*\)", inner)
    return call.group() if call else re.split(r"[}\n]", inner)[0]


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _unreadable(start: int, inner: str, reads: Callable[[str], bool]) -> Found:
    """Return what is wrong between two braces, at the first sign that would be another."""
    if not inner.strip(" .…\u00a0\n"):
        return Found(start - 2, say("macro-empty"))
    written = _call(mended(inner))
    if not reads(written):
        return Found(start - 2, say("template-syntax", text=_cut(f"{{{{{inner}}}}}")))
    wanted, lead = mended(inner), len(inner) - len(inner.lstrip())
    same = next((at for at, (one, other) in enumerate(zip(inner.strip(), wanted, strict=False)) if one != other), None)
    at = min(len(inner.strip()), len(wanted)) if same is None else same
    sign = inner.strip()[at : at + 1]
    if QUOTES.match(sign or " ") or ODD_SPACE.match(sign or " "):
        return Found(start + lead + at, say("macro-sign", sign=sign if sign.strip() else named(sign), written=written))
    return Found(start + lead + at, say("macro-form", text=_cut(inner), written=written))


def mended(inner: str) -> str:
    """Return what stands between the braces of a macro as it can be read, as far as one can tell."""
    text = ODD_SPACE.sub(" ", QUOTES.sub('"', inner)).strip("{}[]% \n")
    text = re.sub(r"[،;؛]", ",", text)
    if found := NAME_ALONE.fullmatch(text):
        text = f"{found[1]}({found[2]})"
    if text.count('"') % 2:
        is_open = not text.endswith('")')
        text = re.sub(r"\s*\)?\s*$", '")', text, count=1) if is_open else text.replace("(", '("', 1)
    text += ")" * max(0, text.count("(") - text.count(")"))
    while text.endswith("))") and text.count(")") > text.count("("):
        text = text[:-1]
    text = TRUTH.sub(lambda found: "true" if found[1] else "false", text)
    return ID_BARE.sub(r'\1"\2"', text)


def _call(inner: str) -> str:
    return f"{{{{ {inner} }}}}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
