"""Pages to Markdown: front matter, sandboxed Jinja, and every failure as a problem with its true line."""

import inspect
import re
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache, partial
from itertools import count
from typing import Annotated, Any

from jinja2 import ChainableUndefined, Environment, Template, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup

from ..facts import yamltree
from ..facts.model import KnowledgeBase
from ..facts.record import Pattern, Record
from ..facts.schema import Converter, Refused
from ..phrases.phrases import Phrases, plain
from ..problems import Mark, Message, Problem, hint, nearest, say
from ..text import signs
from ..text.languages import Language
from . import author_checks, author_html, macro_errors
from .author_checks import check_text, check_words
from .author_places import Piece, Written
from .calls import Call, read_calls
from .footnotes import check_footnotes, definitions, marks, with_legend
from .loose_numbers import exempt, may_hold
from .macros import MACROS, Draw, MacroError, Macros, SetAside, make_macros, no_drawing
from .templates import NoBrackets, page_environment

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
# What evaluating an author's expression may raise, `{{ 1 / 0 }}` for one.
EXPRESSION_ERRORS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


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
LONGEST_SEARCH = 500  # lines of a page that Python refuses, tried one by one
# So many signs may all macros of a page make together, and loops of a page go over so many things: no page needs more.
MOST_MADE, MOST_TURNS = 50_000_000, 100
HOLE = Piece(author_html.HOLE)
REMEMBERED = 1000  # ways of calling a macro
# And so many signs may its author's own words have, those in loops as often as they are said.
LONGEST_WRITTEN = 500_000


@dataclass(slots=True)
class PageRenderer:
    """Renders one page of the site and collects what is wrong with it."""

    path: str
    lines: list[str]
    problems: list[Problem] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    matter: FrontMatter | None = None
    written: Written | None = None
    made: int = 0
    debug: list[tuple[int, int]] = field(default_factory=list)
    line: int = 1  # of the call that is being filled in, where Jinja does not fill in the page
    template: Template | None = None  # that of the page, where it does

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

    def read_words(self, pieces: Sequence[Piece], body: str) -> None:
        """Read the author's own words, with a hole in the place of each macro; report what they must not become."""
        text = "".join(piece.text for piece in pieces)
        if len(text) > LONGEST_WRITTEN:
            self.report(1, "FILE-SIZE", say("page-long", most=LONGEST_WRITTEN))
            return
        self.written = Written(pieces, author_html.read(text), body)
        findings = self.written.reading.findings
        for place, (code, message, _) in zip(self.written.places_of(findings), findings, strict=True):
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

    def render(self, text: str, macros: Mapping[str, Callable[..., Markup]]) -> str:
        """Return the text with its macros filled in; what fails is reported and left out."""
        environment, calls = page_environment(), read_calls(text)
        self.report_at(text, macro_errors.find_half(text, MACROS) if HALF.search(text) else ())
        if calls is None and self.refuse_broken(text, environment):
            return text
        try:
            if calls and all(each.name in macros for each in calls if isinstance(each, Call)):
                self.read_words(_numbered(calls), text)
                fill: Callable[[], str] = partial(self.fill, calls, macros)
            else:
                tree = environment.parse(text, self.path, self.path)
                names = self.undefined_names(tree, macros)
                if self.refuse_tricks(tree, names):
                    return text
                self.read_words(_with_holes(tree), text)
                fill = self.compiled(environment, tree, macros, names)
        except TemplateSyntaxError as error:
            line = self.lines[error.lineno - 1].strip() if error.lineno <= len(self.lines) else ""
            self.report(error.lineno, "TEMPLATE-SYNTAX", say("template-syntax", text=line))
            return text
        except (SyntaxError, RecursionError):  # what Jinja passes to Python unread: f(a=1, a=1), deep nests
            self.report(self.line_of_refusal(environment, text), "TEMPLATE-SYNTAX", say("template-unreadable"))
            return text
        try:
            rendered = fill()
            rendered.encode()  # a lone surrogate, written "\ud800", could not be published
        except EXPRESSION_ERRORS as error:
            message = say("macro-uncalled") if isinstance(error, NoBrackets) else say("template-error")
            self.report(self.line_of_error(error), "TEMPLATE-ERROR", message)
            return text
        return rendered

    def refuse_broken(self, text: str, environment: Environment) -> bool:
        """Report every macro that cannot be read, and return whether there is one."""

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

    def fill(self, calls: Sequence[str | Call], macros: Mapping[str, Callable[..., Markup]]) -> str:
        """Return a page that only calls macros, filled in."""
        pieces: list[str] = []
        for each in calls:
            if isinstance(each, Call):
                self.line = each.line
                pieces.append(plain(self.call(each.name, macros[each.name], *each.args, **each.named)))
            else:
                pieces.append(each)
        return "".join(pieces)

    def compiled(
        self,
        environment: Environment,
        tree: nodes.Template,
        macros: Mapping[str, Callable[..., Markup]],
        unknown_names: set[str],
    ) -> Callable[[], str]:
        """Return what fills in any other page."""
        self.template = Template.from_code(environment, environment.compile(tree, self.path, self.path), {})
        guarded = {name: self.guard(name, macro) for name, macro in macros.items()}
        return partial(self.template.render, guarded | dict.fromkeys(unknown_names, Unknown()))

    def refuse_tricks(self, tree: nodes.Template, unknown_names: set[str]) -> bool:
        """Report what would take apart or multiply what macros make, and return whether there is any."""
        tricks = {}
        for statement in tree.find_all(nodes.Stmt):
            if not isinstance(statement, nodes.Output | nodes.For):
                tricks[statement.lineno or 1] = say("statement-unknown")
        for part in tree.find_all((nodes.Getattr, nodes.Getitem)):
            names = {name.name for name in part.find_all(nodes.Name)}
            of_loop = isinstance(part, nodes.Getattr) and part.node == nodes.Name("loop", "load")
            if not of_loop and not names & unknown_names:
                tricks[part.lineno] = say("macro-taken-apart")
        for loop in tree.find_all(nodes.For):
            written_out = isinstance(loop.iter, nodes.List) and not list(loop.iter.find_all(nodes.Name))
            is_unknown = isinstance(loop.iter, nodes.Name) and loop.iter.name in unknown_names
            more = loop.test or loop.else_ or loop.recursive or list(loop.find_all(nodes.For))
            if not (written_out or is_unknown) or more or len(_turns(loop)) > MOST_TURNS:
                tricks[loop.lineno] = say("loop-form", most=MOST_TURNS)
        for line, message in tricks.items():
            self.report(line, "TEMPLATE-SYNTAX", message)
        return bool(tricks)

    def undefined_names(self, tree: nodes.Template, macros: Mapping[str, Any]) -> set[str]:
        """Report every name that is neither a macro nor set in the page, and return them."""
        names = find_undeclared_variables(tree) - macros.keys()
        given = {id(node) for call in tree.find_all(nodes.Call) for part in call.args for node in _names(part)}
        for node in tree.find_all(nodes.Name):
            if node.name in names:
                message = say("macro-unknown", name=node.name, hint=hint(node.name, macros))
                if id(node) in given:
                    message = say("macro-unquoted", name=node.name)
                self.report(node.lineno, "MACRO-UNKNOWN", message, node.name)
        return names

    def guard(self, name: str, macro: Callable[..., Markup]) -> Callable[..., Markup]:
        """Return a macro as pages may call it: a plain function, of which the sandbox shows nothing."""

        def guarded(*args: Any, **kwargs: Any) -> Markup:
            return self.call(name, macro, *args, **kwargs)

        return guarded

    def call(self, name: str, macro: Callable[..., Markup], *args: Any, **kwargs: Any) -> Markup:
        """Return what a macro returns; report the call where its arguments are wrong."""
        given = [*args, *kwargs.values()]
        if any(isinstance(value, Undefined) for value in given):
            return Markup("")
        if refusal := _refusal(name, len(args), tuple(kwargs)):
            self.report(self.line_of_call(), "MACRO-ARGUMENT", refusal, name)
            return Markup("")
        if name not in FREE_MACROS:
            self.calls[f"{name}({', '.join(map(repr, args))})"] += 1
        if self.made > MOST_MADE:
            self.report(self.line_of_call(), "FILE-SIZE", say("page-makes-much", most=MOST_MADE), name)
            return Markup("")
        try:
            made = macro(*args, **kwargs)
        except SetAside:
            return Markup("")
        except MacroError as error:
            near = next((value for value in given if isinstance(value, str)), name)
            self.report(self.line_of_call(), error.code, say("in-macro", macro=name, said=error.said), near)
            return Markup("")
        self.made += len(made)
        return made

    def line_of_call(self) -> int:
        """Return the line of the page on which the macro now running was called."""
        if self.template is None:
            return self.line
        frame = sys._getframe(1)
        while frame.f_code.co_filename != self.path and frame.f_back:
            frame = frame.f_back
        if not self.debug:
            self.debug = sorted((code, page) for page, code in self.template.debug_info)
        return self.debug[bisect(self.debug, (frame.f_lineno, len(self.lines))) - 1][1] if self.debug else 1

    def line_of_refusal(self, environment: Environment, text: str) -> int:
        """Return the first line up to which a text cannot be compiled: Python names lines of Jinja's code only."""
        lines = text.split("\n")
        for number in range(1, min(len(lines), LONGEST_SEARCH) + 1):
            try:
                environment.compile("\n".join(lines[:number]), self.path, self.path)
            except TemplateSyntaxError:  # cut in the middle of a block
                continue
            except (SyntaxError, RecursionError):
                return number
        return 1

    def line_of_error(self, error: BaseException) -> int:
        """Return the line of the page that raised; Jinja rewrites its tracebacks to the template's lines."""
        line, trace = self.line, error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == self.path:
                line = trace.tb_lineno
            trace = trace.tb_next
        return line


def _turns(loop: nodes.For) -> list[nodes.Expr]:
    """Return what a loop goes over: nothing where that is no list written out."""
    return loop.iter.items if isinstance(loop.iter, nodes.List) else []


def _numbered(calls: Sequence[str | Call]) -> list[Piece]:
    """Return what an author wrote in a page that only calls macros, with a hole in the place of each."""
    numbers = count()
    return [Piece(part, next(numbers)) if isinstance(part, str) else HOLE for part in calls]


def _with_holes(tree: nodes.Template) -> list[Piece]:
    """Return what an author wrote, with a hole in the place of each macro and each text of an expression."""
    numbers = {id(node): number for number, node in enumerate(tree.find_all(nodes.TemplateData))}
    return [*_pieces(tree.body, numbers)]


def _pieces(body: Sequence[nodes.Node], numbers: Mapping[int, int]) -> Iterator[Piece]:
    for node in body:
        if isinstance(node, nodes.For):
            yield from [*_pieces(node.body, numbers)] * len(_turns(node))
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                yield Piece(part.data, numbers[id(part)]) if isinstance(part, nodes.TemplateData) else HOLE


def _names(part: nodes.Expr) -> list[nodes.Name]:
    """Return the names in an expression, itself included."""
    return [part] if isinstance(part, nodes.Name) else list(part.find_all(nodes.Name))


@cache
def _signature(name: str) -> inspect.Signature:
    """Return the arguments that a macro takes."""
    return inspect.signature(partial(getattr(Macros, name), None))


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


class Unknown(ChainableUndefined):
    """Stands for a name that is reported as unknown, so that the rest of its page is still checked."""

    def __call__(self, *_args: object, **_kwargs: object) -> Any:
        return Markup("")


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: its text, the footnotes that macros made by their labels, the labels of all, how many figures it
    shows, the macros it calls, what is wrong with it; its title, description and author's words, where it has them.
    """

    body: str
    notes: Mapping[str, str]
    footnotes: tuple[str, ...]
    figures: int
    calls: Counter[str]
    problems: tuple[Problem, ...]
    title: str = ""
    description: str = ""
    written: Written | None = None

    @property
    def markdown(self) -> str:
        """The whole page: its text, then its footnotes."""
        return self.body + definitions(self.notes)


def render_page(
    kb: KnowledgeBase, path: str, text: str, language: Language, here: str, draw: Draw | None = no_drawing
) -> Page:
    """Return a page with its macros filled in and its footnotes at its end.

    `path` is the file's, for messages; `here` is the page's path inside its language's folder; `draw` draws its charts,
    None where the page is checked and not read.
    """
    renderer = PageRenderer(path, text.split("\n"))
    body = renderer.front_matter(text)
    renderer.problems.extend(check_footnotes(body, path))
    renderer.refuse_signs(text)
    renderer.problems.extend(author_checks.check_page(path, body, renderer.matter, language))
    macros, notes = make_macros(kb, language, here, draw)
    markdown = renderer.render(body, macros).lstrip("\n")
    renderer.refuse_loose(kb, language)
    with suppress(LookupError, ValueError):  # a label that is missing, or lacks parts, is reported by the project
        markdown = with_legend(Phrases(kb, language, here), markdown)
    labels = {label for _, _, label, defines in marks(body, 1) if defines}
    shown = markdown.count("data-observation=")
    labels_of_page = (*notes.definitions, *sorted(labels))
    matter = renderer.matter
    return Page(
        markdown,
        notes.definitions,
        labels_of_page,
        shown,
        renderer.calls,
        tuple(renderer.problems),
        title=matter.title if matter else "",
        description=matter.description if matter else "",
        written=renderer.written,
    )
