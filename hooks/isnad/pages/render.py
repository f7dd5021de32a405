"""Pages as authors write them: front matter, text, calls of macros, and every failure as a problem at its line."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import count
from typing import Annotated, Any, NamedTuple

from jinja2 import TemplateSyntaxError, nodes
from markupsafe import Markup

from ..facts import yamltree
from ..facts.model import Evidence, KnowledgeBase
from ..facts.record import Pattern, Record
from ..facts.schema import Converter, Refused
from ..phrases.phrases import Phrases, figures_shown
from ..problems import Mark, Message, Problem, hint, nearest, say
from ..text import signs
from ..text.cache import kept_thing
from ..text.languages import Language
from . import author_checks, author_html, macro_errors
from .author_checks import check_text, check_words
from .author_page import fill, hole, is_bare, number_of
from .author_places import Written
from .loose_numbers import exempt, may_hold
from .macros import MACROS, MacroError, Macros, SetAside, make_macros
from .templates import page_environment

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)

# The theme writes titles and descriptions into menus and attributes as they are.
BARE = Pattern(r'[^<>"]*', say("form-bare"))


class Hidden(StrEnum):
    """Parts of the frame that the theme leaves out of a page on request."""

    NAVIGATION = "navigation"
    TOC = "toc"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter(Record):
    """What stands between the `---` lines of a page."""

    title: Annotated[str, BARE]
    description: Annotated[str, BARE]
    hide: tuple[Hidden, ...] = ()


# What may be a macro between other signs than two braces.
HALF = re.compile(r"(?<!\{)\{%?-?\s*\w+\s*\(")
# Macros that each language may use as its sentences ask.
FREE_MACROS = ("term", "entity")
# So many signs may all macros of a page make together: no page needs more.
MOST_MADE = 50_000_000
UNREADABLE = (TemplateSyntaxError, RecursionError)
REMEMBERED = 1000  # ways of calling a macro
LONGEST_WRITTEN = 500_000  # signs of an author's own words in a page
TAKEN_APART = (nodes.Getattr, nodes.Getitem)


class Call(NamedTuple):
    """A call of a macro: its name, what it is given, and its line in the text, counted from 1.

    `args` has all that the macro needs, also where it is given by name; `named` the rest that is.
    """

    name: str
    args: tuple[Any, ...]
    named: Mapping[str, Any]
    line: int

    def __str__(self) -> str:
        """Return the call without what is given by name: how its result is worded may differ between languages."""
        return f"{self.name}({', '.join(map(repr, self.args))})"


@dataclass(slots=True)
class PageRenderer:
    """Renders one page of the site and collects what is wrong with it.

    `parts` are its texts and the calls of macros between them; `written` is None where it cannot be read.
    """

    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    matter: FrontMatter | None = None
    parts: Sequence["str | Call | nodes.Node"] = ()
    written: Written | None = None
    made: int = 0

    def read(self, text: str, language: Language) -> None:
        """Read what the author wrote, before any fact is asked for; from the cache where nothing was wrong with it.

        The cache of pages does not do for it: most edits are of facts, and Markdown takes half the time of a page.
        """
        inputs = f"{self.path}\n{language}\n{text}"
        if sound := kept_thing("written", inputs, lambda: _sound(self.path, text, language)):
            self.matter, self.parts, self.written = sound
        else:
            self.read_text(text, language)

    def read_text(self, text: str, language: Language) -> None:
        """Read the same without the cache, and report what is wrong."""
        body = self.front_matter(text)
        self.refuse_signs(text)
        self.problems.extend(author_checks.check_page(self.path, body, self.matter, language))
        self.report_at(body, macro_errors.find_half(body, MACROS) if HALF.search(body) else ())
        try:
            parts = read_parts(body)
        except UNREADABLE as error:
            if not self.refuse_broken(body):
                number = error.lineno if isinstance(error, TemplateSyntaxError) else 1
                line = self.lines[number - 1].strip() if number <= len(self.lines) else ""
                self.report(number, "TEMPLATE-SYNTAX", say("template-syntax", text=line))
            return
        others = [part for part in parts if isinstance(part, nodes.Node)]
        if others and self.refuse_broken(body):
            return
        statements = [part for part in others if isinstance(part, nodes.Stmt)]
        for part in statements or others:
            self.refuse(part)
        if not statements:
            numbers = count()
            self.parts = parts
            self.read_words([part if isinstance(part, str) else hole(next(numbers)) for part in parts], body)

    def report(self, line: int, code: str, message: Message, near: str = "") -> None:
        """Add a problem on a line of the file, in the column where `near` stands."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self.problems.append(Problem(self.path, line, max(text.find(near), 0) + 1, code, message))

    def front_matter(self, text: str) -> str:
        """Return the page with its front matter blanked out, so that line numbers stay true."""
        matter = FRONT_MATTER.match(text)
        if matter is None:
            self.report(1, "FRONT-MATTER", say("front-matter"))
            return text
        node, problems = yamltree.parse(matter["yaml"], self.path, first_line=2)
        self.problems.extend(problems)
        if node is None and problems:
            return "\n" * matter.group().count("\n") + text[matter.end() :]
        converter = Converter(self.problems)
        with suppress(Refused):  # the converter has reported it
            self.matter = converter.record(FrontMatter, node or yamltree.Mapping(Mark(self.path, 1, 1), {}))
        return "\n" * matter.group().count("\n") + text[matter.end() :]

    def refuse_signs(self, text: str) -> None:
        """Report each line with a sign that nobody sees; isolates are an author's in code (see `author_html`)."""
        if text.isascii() and text.isprintable():
            return
        for number, line in enumerate(text.split("\n"), 1):
            if sign := signs.unseen(signs.ISOLATE.sub("", line)):
                message = say("invisible-sign", sign=signs.named(sign.group()), text=line.strip())
                self.report(number, "INVISIBLE-SIGN", message, sign.group())

    def read_words(self, pieces: Sequence[str], body: str) -> None:
        """Read the author's own words, with a hole in the place of each macro; report what they must not become."""
        text = "".join(pieces)
        if len(text) > LONGEST_WRITTEN or len(pieces) > author_html.MOST_HOLES:
            self.report(1, "FILE-SIZE", say("page-long", most=LONGEST_WRITTEN))
            return
        self.written = Written(pieces, author_html.read(text), body)
        findings = self.written.reading.findings
        for place, (code, message, _) in zip(
            self.written.places_of([finding.near for finding in findings]), findings, strict=True
        ):
            self.problems.append(Problem(self.path, *place, code, message))

    def refuse_loose(self, kb: KnowledgeBase, language: Language) -> None:
        """Report the numbers that no fact states, and the footnote marks that no reader should see."""
        known = {problem[:3] for problem in self.problems}
        if self.matter:
            for name, text in (("title", self.matter.title), ("description", self.matter.description)):
                exemptions = exempt(kb, self.path.partition("/")[2]) if may_hold(text) else ()
                found = check_text(kb, text, language, self.matter.at(name), lambda _: self.lines, exemptions)
                self.problems.extend(found)
        if self.written:
            found = check_words(kb, self.path, language, self.written)
            self.problems += (problem for problem in found if problem[:3] not in known)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls of macros."""
        return tuple(part for part in self.parts if isinstance(part, Call))

    def render(self, macros: Mapping[str, Callable[..., Markup]], p: Phrases, is_read: bool = True) -> str:
        """Return the HTML of a page that was read, its macros filled in; what fails is reported and left out.

        A page that nobody will read, `is_read` says so, is checked like others and stays empty.
        """
        between = [part for part in self.parts if not isinstance(part, str)]
        results = [self.call(part, macros) if isinstance(part, Call) else Markup("") for part in between]
        if self.written is None:
            return ""
        wrong = [sign for sign in self.written.reading.coded if not is_bare(results[number_of(sign)])]
        for place in self.written.places_of(wrong):
            self.problems.append(Problem(self.path, *place, "HTML-ACTIVE", say("macro-in-code")))
        with suppress(LookupError, ValueError):  # the project reports the label of headings that is missing
            return fill(self.written.reading.page, results, p) if is_read else ""
        return ""

    def refuse_broken(self, text: str) -> bool:
        """Report every macro that cannot be read, and return whether there is one."""
        environment = page_environment()

        def reads(template: str) -> bool:
            try:
                environment.parse(template)
            except (TemplateSyntaxError, RecursionError):
                return False
            return True

        self.report_at(text, macro_errors.find(text, reads))
        return any(problem.code == "TEMPLATE-SYNTAX" for problem in self.problems)

    def report_at(self, text: str, found: Iterable[macro_errors.Found]) -> None:
        """Report macros that are none, at their places."""
        for at, message in found:
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            self.problems.append(Problem(self.path, line, column, "TEMPLATE-SYNTAX", message))

    def refuse(self, part: nodes.Node) -> None:
        """Report what stands in a page and is neither text nor the call of a macro with written arguments."""
        if isinstance(part, nodes.Stmt):
            line = part.lineno or next(inner.lineno for inner in part.find_all(nodes.Stmt) if inner.lineno)
            self.report(line, "TEMPLATE-SYNTAX", say("statement-unknown"))
            return
        given = {
            id(name) for call in _all(part, nodes.Call) for argument in call.args for name in _all(argument, nodes.Name)
        }
        unknown = [name for name in _all(part, nodes.Name) if name.name not in MACROS]
        for name in unknown:
            message = say("macro-unknown", name=name.name, hint=hint(name.name, MACROS))
            message = say("macro-unquoted", name=name.name) if id(name) in given else message
            self.report(name.lineno, "MACRO-UNKNOWN", message, name.name)
        if unknown:
            return
        if isinstance(part, nodes.Name):
            self.report(part.lineno, "TEMPLATE-ERROR", say("macro-uncalled"))
        elif _all(part, TAKEN_APART):
            self.report(part.lineno, "TEMPLATE-SYNTAX", say("macro-taken-apart"))
        elif _all(part, (nodes.Filter, nodes.Test)):
            text = self.lines[part.lineno - 1].strip()
            self.report(part.lineno, "TEMPLATE-SYNTAX", say("template-syntax", text=text))
        elif isinstance(part, nodes.Call) and isinstance(part.node, nodes.Name):
            self.report(part.lineno, "TEMPLATE-SYNTAX", say("template-unreadable"))
        else:
            self.report(part.lineno, "TEMPLATE-ERROR", say("template-error"))

    def call(self, call: Call, macros: Mapping[str, Callable[..., Markup]]) -> Markup:
        """Return what a macro returns; report the call where its arguments are wrong."""
        name, args, named, line = call
        if name not in macros:
            self.report(line, "MACRO-UNKNOWN", say("macro-unknown", name=name, hint=hint(name, macros)), name)
            return Markup("")
        if refusal := _refusal(name, len(args), tuple(named)):
            self.report(line, "MACRO-ARGUMENT", refusal, name)
            return Markup("")
        if self.made > MOST_MADE:
            self.report(line, "FILE-SIZE", say("page-makes-much", most=MOST_MADE), name)
            return Markup("")
        try:
            made = macros[name](*args, **named)
        except SetAside:
            return Markup("")
        except (LookupError, AttributeError, ValueError, ArithmeticError):  # a label without parts, a share of nothing
            self.report(line, "TEMPLATE-ERROR", say("template-error"), name)
            return Markup("")
        except MacroError as error:
            near = next((value for value in (*args, *named.values()) if isinstance(value, str)), name)
            self.report(line, error.code, say("in-macro", macro=name, said=error.said), near)
            return Markup("")
        self.made += len(made)
        return made


def read_parts(text: str) -> list[str | Call | nodes.Node]:
    """Return the texts of a page, the calls of macros between them, and all else there, which a page must not hold.

    Raises one of UNREADABLE.
    """
    outputs = (node.nodes if isinstance(node, nodes.Output) else [node] for node in page_environment().parse(text).body)
    return [_part(part) for parts in outputs for part in parts]


def _part(part: nodes.Node) -> str | Call | nodes.Node:
    if isinstance(part, nodes.TemplateData):
        return part.data
    if not isinstance(part, nodes.Call) or not isinstance(part.node, nodes.Name) or part.dyn_args or part.dyn_kwargs:
        return part
    args = tuple(value.value for value in part.args if isinstance(value, nodes.Const))
    named = {pair.key: pair.value.value for pair in part.kwargs if isinstance(pair.value, nodes.Const)}
    if len(args) < len(part.args) or len(named) < len(part.kwargs):
        return part
    needed = _needed(part.node.name) if part.node.name in MACROS else ()
    while needed[len(args) : len(args) + 1] and needed[len(args)] in named:
        args = (*args, named.pop(needed[len(args)]))
    return Call(part.node.name, args, named, part.lineno)


def _all(part: nodes.Node, kind: Any) -> list[Any]:
    """Return the nodes of a kind in a part of a page, itself included."""
    return [part] * isinstance(part, kind) + [*part.find_all(kind)]


@cache
def _signature(name: str) -> inspect.Signature:
    """Return the arguments that a macro takes."""
    return inspect.signature(partial(getattr(Macros, name), None))


@cache
def _needed(name: str) -> tuple[str, ...]:
    """Return the names of what must be given to a macro."""
    return tuple(each.name for each in _signature(name).parameters.values() if each.default is each.empty)


@lru_cache(REMEMBERED)
def _refusal(name: str, count: int, names: tuple[str, ...]) -> Message | None:
    """Return why a macro cannot be called with so many arguments, and some by these names; None where it can."""
    signature, args, kwargs = _signature(name), (None,) * count, dict.fromkeys(names)
    try:
        signature.bind(*args, **kwargs)
    except TypeError as error:
        usage = f"{name}{signature.replace(return_annotation=signature.empty)}"
        detail = _misfit(signature, error, kwargs)
        if near := _other_macro(name, args, kwargs):
            return say("macro-call-near", macro=name, detail=detail, usage=usage, near=near)
        return say("macro-call", macro=name, detail=detail, usage=usage)
    return None


def _other_macro(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str | None:
    """Return the call of a macro of nearly the same name that takes these arguments, or None."""
    others = {each: _signature(each) for each in MACROS if each != name}
    near = nearest(name, others)
    if near is None:
        return None
    with suppress(TypeError):
        others[near].bind(*args, **kwargs)
        return f"{near}{others[near].replace(return_annotation=inspect.Signature.empty)}"
    return None


def _misfit(signature: inspect.Signature, error: TypeError, kwargs: Mapping[str, Any]) -> Message:
    """Return what is wrong with the arguments of a call."""
    if not signature.parameters:
        return say("arguments-none")
    if unknown := next((name for name in kwargs if name not in signature.parameters), None):
        return say("argument-unknown", name=unknown, hint=hint(unknown, signature.parameters))
    if missing := re.fullmatch(r"missing a required argument: '(\w+)'", str(error)):
        return say("argument-missing", name=missing[1])
    return say("arguments-many")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that its author wrote: its text as HTML with the marks of footnotes, what these say by their labels, their
    labels alone, how many figures it shows, the calls of macros, what is wrong with it; its title, description and
    author's words, where it has them.
    """

    body: str
    notes: Mapping[str, str]
    footnotes: tuple[str, ...]
    figures: Counter[Evidence]
    calls: tuple[Call, ...]
    problems: tuple[Problem, ...]
    title: str = ""
    description: str = ""
    written: Written | None = None


def _sound(path: str, text: str, language: Language) -> tuple[Any, ...]:
    """Return what `PageRenderer.read` keeps of a page with which nothing is wrong; else nothing."""
    renderer = PageRenderer(path, text.split("\n"))
    renderer.read_text(text, language)
    return () if renderer.problems else (renderer.matter, renderer.parts, renderer.written)


def render_page(
    kb: KnowledgeBase,
    path: str,
    text: str,
    language: Language,
    here: str,
    is_read: bool = True,
) -> Page:
    """Return a page with its macros filled in.

    `path` is the file's, for messages; `here` is the page's path inside its language's folder; a page that is not read
    is only checked, and has no notes.
    """
    renderer = PageRenderer(path, text.split("\n"))
    renderer.read(text, language)
    macros, collected = make_macros(kb, language, here, is_read)
    html = renderer.render(macros, Phrases(kb, language, here), is_read=is_read)
    renderer.refuse_loose(kb, language)
    matter = renderer.matter
    return Page(
        html,
        collected.definitions if is_read else {},
        tuple(collected.definitions),
        figures_shown(kb, html),
        renderer.calls,
        tuple(renderer.problems),
        title=matter.title if matter else "",
        description=matter.description if matter else "",
        written=renderer.written,
    )
