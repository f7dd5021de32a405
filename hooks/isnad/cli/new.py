"""The commands that begin something new: `isnad new source` and `isnad new figure`."""

import argparse
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ..checks import cut_quotes, near_quotes
from ..facts import fingerprints, yamltree
from ..facts.load import load
from ..facts.model import DETAILS, KnowledgeBase, Source
from ..facts.record import ID
from ..problems import Message, Problem, hint, say
from ..text.languages import Language
from .output import OutputOptions, output_of, tell_all

if TYPE_CHECKING:
    from .source_draft import Article, Proposal

ARCHIVE = Path("seeds", "archive")
INDICATORS = "data/indicators.yaml"
BOTH = ("label", "summary", "caveat")
# Where the answer that a flag gives stands in the record.
FLAGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "language": ("language",),
    **{
        f"{name}-{language}": (name.replace("caveat", "caveats"), f"{language}")
        for name in BOTH
        for language in Language
    },
    "title-line": ("capture", "title_line"),
    "title-translation": ("title", "translation"),
    **{f"title-translation-{language}": ("title", "translation", f"{language}") for language in Language},
    "paragraph-lines": ("capture", "paragraph_lines"),
    **{name.replace("_", "-"): (name, "value") for name in DETAILS},
    **{f"{name.replace('_', '-')}-origin": (name, "origin") for name in DETAILS},
}


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the commands of this module to the command line."""
    new = commands.add_parser("new", help="begin the record of an article, or a figure, without making anything up")
    kinds = new.add_subparsers(required=True, metavar="source|figure")
    source = kinds.add_parser(
        "source",
        parents=[told.language],
        help="record an article from its address, a saved page of it, or its text",
        description="Write a file to fill in; once every answer in it is sound, the record. Flags are answers too, and "
        "none is lost. With the --id of an article that was only read (`reading:`), its figures are promoted: each "
        "printed number becomes a quote to confirm. A page is kept in seeds/archive/ with its text beside it; its "
        "paragraphs are shown with their numbers, and a person mends and confirms them. The exit status is 0 when that "
        "was done, 1 where something is to mend.",
    )
    source.add_argument(
        "article",
        metavar="ARTICLE",
        help="an address (https://…), a page (….html), or a text, UTF-8, a paragraph a line",
    )
    page = source.add_argument_group("of a page", "numbers are those of the lines as shown; each may come again")
    page.add_argument("--cut", action="append", metavar="N:WORDS", help="cut a paragraph in two before these words")
    page.add_argument("--join", action="append", metavar="N-M", help="join paragraphs to the first of them")
    page.add_argument("--drop", action="append", metavar="N,M", help="say that these are no paragraphs of the article")
    page.add_argument("--add", action="append", metavar="N,M", help="say that these lines are paragraphs of it too")
    page.add_argument("--confirm", action="store_true", help="say that all others are, whole and in this order")
    page.add_argument("--archive", action="store_true", help="ask the Internet Archive to keep the page")
    source.add_argument("--file", type=Path, help="where the answers stand (default: seeds/archive/NAME-OF-TEXT.yaml)")
    for flag in FLAGS:
        more = "; may come again" if flag.startswith("caveat") or flag == "authors" else ""
        source.add_argument(f"--{flag}", action="append", metavar="…", help=".".join(FLAGS[flag]) + more)
    source.set_defaults(run=lambda options: _safely(run_source, options))
    figure = kinds.add_parser(
        "figure",
        parents=[told.language],
        help="draft an observation from words of an article: what a person says is CONFIRM",
    )
    figure.add_argument("source", metavar="SOURCE", help="the id of the source")
    figure.add_argument("phrase", metavar="PHRASE", help="the number, in any spelling, or words around it")
    figure.add_argument("--paragraph", type=int, metavar="N", help="where it stands, if in several; 0 is the headline")
    figure.add_argument("--indicator", metavar="ID", help="what is counted: an indicator of data/indicators.yaml")
    figure.add_argument("--id", default="", help="the id of the new figure")
    figure.add_argument("--write", action="store_true", help="append it to the figures in seeds/SOURCE.yaml")
    figure.set_defaults(run=lambda options: _safely(run_figure, options))


def _safely(run: Callable[[argparse.Namespace], int], options: argparse.Namespace) -> int:
    """Run a command; what a file or a disk refuses is a problem like any other."""
    try:
        return run(options)
    except OSError as error:
        message = say("file-unusable", reason=error.strerror or error)
        return _refuse(options, Problem(str(error.filename or options.root), 1, 1, "MISSING-FILE", message))
    except yamltree.Broken as broken:
        return _refuse(options, broken.problem)


def run_source(options: argparse.Namespace) -> int:
    """Write the record of an article if every answer is sound; else keep the answers, and say all that is wrong."""
    from . import page_source
    from .source_draft import Draft, answer, read_article

    given = {keys: texts for flag, keys in FLAGS.items() if (texts := getattr(options, flag.replace("-", "_")))}
    (options.root / ARCHIVE).mkdir(parents=True, exist_ok=True)
    kb = load(options.root)[0]
    opened = _open(options, kb)
    if options.archive:
        given |= _ask_archive(options, opened)
    article = read_article(options.root, opened.text)
    draft = Draft(opened.path, answer(opened.draft, opened.path, article, given), article, kb)
    source, problems = draft.read()
    if source and not problems:
        _write_all(options.root, files := draft.files(source))
        if options.file is None:
            opened.place.unlink(missing_ok=True)
        return _print(options, *(say("wrote", path=name) for name in files), say("source-next", id=source.id))
    if opened.is_fresh or draft.text != opened.before:
        opened.place.parent.mkdir(parents=True, exist_ok=True)
        opened.place.write_text(draft.text, encoding="utf-8")
    if source:
        _print(options, *page_source.lines_to_confirm(draft))
    if opened.is_fresh and not given:
        return _print(options, say("draft-begun", path=opened.path))
    if source:  # else the file cannot be read, and nothing is added to it
        _print(options, say("draft-waits", path=opened.path))
    return _refuse(options, *problems)


class Opened(NamedTuple):
    """The file of answers: where it is, its path in messages, the text that it is about, and what it holds."""

    place: Path
    path: str
    text: Path
    before: str
    draft: str
    is_fresh: bool


def _open(options: argparse.Namespace, kb: KnowledgeBase) -> Opened:
    """Return the file of answers as it was left, or a new one; of a page, after what is said of its paragraphs.

    Raises OSError, Broken.
    """
    from . import page_source
    from .source_draft import begin, read_article

    files = page_source.page_files(options.root, options.article) if page_source.is_page(options.article) else None
    text = files.text if files else Path(options.article)
    place = options.file or options.root / ARCHIVE / f"{text.stem}.yaml"
    path = place.relative_to(options.root).as_posix() if place.is_relative_to(options.root) else str(place)
    if is_fresh := not place.exists():
        proposal = page_source.propose(page_source.capture(options, kb), kb) if files else None
        article = read_article(options.root, text)
        before = _promoted(options, kb, article, proposal) or begin(article, kb, output_of(options).tongue, proposal)
    else:
        before = yamltree.decode(place.read_bytes(), path)
    draft = page_source.mend(options, before, path, text) if files else before
    return Opened(place, path, text, before, draft, is_fresh)


def _promoted(options: argparse.Namespace, kb: KnowledgeBase, article: "Article", proposal: "Proposal | None") -> str:
    """Return the file of answers for an article whose record says that it was only read; nothing for another."""
    from . import promotion, source_draft

    source = kb.sources.get((options.id or [""])[-1])
    if source is None or source.capture:
        return ""
    record = yamltree.decode((options.root / source.at().path).read_bytes(), source.at().path)
    names = cut_quotes.names_in(kb, source.language)
    proposal = proposal or source_draft.propose(article)
    return promotion.begin(record, source, kb, article, proposal, names, output_of(options).tongue)


def _ask_archive(options: argparse.Namespace, opened: Opened) -> Mapping[tuple[str, ...], Sequence[str]]:
    """Return the answers that a copy in the Internet Archive gives; none where it cannot be had: that is no failure."""
    from . import page_source

    addresses = options.url or [page_source.address_of(opened.draft, opened.path)]
    copy, message = page_source.ask_to_archive(addresses[-1])
    _print(options, message)
    return {("web_archive_url", "value"): [copy], ("web_archive_url", "origin"): ["outside"]} if copy else {}


def _write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file by its path, or none. Raises OSError."""
    written = []
    try:
        for path, data in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            if not place.exists():
                written.append(place)
            place.write_bytes(data)
    except OSError:
        for place in written:
            place.unlink(missing_ok=True)
        raise


def run_figure(options: argparse.Namespace) -> int:
    """Print the draft of an observation, or append it to the file of its article; or say why there is none."""
    from . import figure_draft

    kb, broken = load(options.root)
    if problems := [*_unknown(kb, options, broken), *_misnamed(kb, options)]:
        return _refuse(options, *problems)
    source, measures = (
        kb.sources[options.source],
        {name: kb.units[of.unit].measure for name, of in kb.indicators.items()},
    )
    if (paragraphs := near_quotes.archived(kb, source)) is None:
        return _refuse(options, _unarchived(options.root, source))
    try:
        names = cut_quotes.names_in(kb, source.language)
        quote = figure_draft.find_quote(source, paragraphs, options.phrase, options.paragraph, names)
    except figure_draft.Refusal as refusal:
        return _refuse(options, Problem(f"seeds/archive/{source.captured.file}", 1, 1, "PHRASE-PLACE", refusal.why))
    if options.indicator and measures[options.indicator] is not quote.number.measure:
        message = say(
            "phrase-measure", number=quote.number, id=options.indicator, unit=kb.indicators[options.indicator].unit
        )
        return _refuse(options, Problem(INDICATORS, 1, 1, "PHRASE-PLACE", message))
    fitting = [name for name, measure in measures.items() if measure is quote.number.measure]
    tongue = output_of(options).tongue
    others = kb.indicators[options.indicator].observations.values() if options.indicator else ()
    bases = sorted({other.base for other in others if other.base})
    block = figure_draft.format_observation(quote, source, options.id, tongue, bases)
    if options.write:
        return _append(options, source.at().path, block)
    return _print(options, figure_draft.format_figures(block, options.indicator, fitting, tongue).rstrip("\n"))


def _append(options: argparse.Namespace, path: str, block: str) -> int:
    """Write a draft at the end of its indicator in the file of its article; print it where it has no place there."""
    from . import figure_draft

    text = yamltree.decode((options.root / path).read_bytes(), path)
    made = figure_draft.with_observation(text, path, options.indicator, block)
    if made is None:
        print(block, end="")
        return _refuse(options, Problem(path, 1, 1, "FORMAT-UNSAFE", say("write-by-hand")))
    _write_all(options.root, {path: made.encode()})
    return _print(options, say("figure-written", id=options.id, path=path))


def _unknown(kb: KnowledgeBase, options: argparse.Namespace, broken: Sequence[Problem]) -> Iterator[Problem]:
    """Yield a problem for a source or an indicator that is not there, or cannot be read: then with what is wrong."""
    asked = (("sources", options.source, f"seeds/{options.source}.yaml"), ("indicators", options.indicator, INDICATORS))
    for table, name, path in asked:
        if name and kb.is_set_aside(table, name):
            yield Problem(path, 1, 1, "UNKNOWN-ID", say("why-broken", id=name))
            yield from (problem for problem in broken if problem.path == path and problem.code != "CONFIRM-FIRST")
        elif name and name not in (known := getattr(kb, table)):
            message = say("unknown-id", table=table, id=name, hint=hint(name, known))
            yield Problem("seeds" if table == "sources" else path, 1, 1, "UNKNOWN-ID", message)


def _misnamed(kb: KnowledgeBase, options: argparse.Namespace) -> Iterator[Problem]:
    """Yield a problem where the id of the new figure has another form or is taken, or is missing."""
    path = f"seeds/{options.source}.yaml"
    if options.id and not re.fullmatch(ID.regex, options.id):
        yield Problem(path, 1, 1, "WRONG-TYPE", say("flag-form", flag="--id", form=ID.words, found=options.id))
    if options.id in kb.observations or ("observations", options.id) in kb.set_aside:
        yield Problem(path, 1, 1, "DUPLICATE-ID", say("figure-taken", id=options.id))
    if options.write and not (options.indicator and options.id):
        yield Problem(path, 1, 1, "MISSING-KEY", say("write-nowhere"))


def _unarchived(root: Path, source: Source) -> Problem:
    """Return the problem of an article whose text, as it was recorded, is not on this machine."""
    if (capture := source.capture) is None:
        return Problem.at(source.at("reading"), "ARCHIVE-MISSING", say("capture-first", source=source.id))
    if (file := fingerprints.archive_path(root, capture)).is_file():
        changed = say("archive-changed", sha256=fingerprints.sha256(file.read_bytes()))
        return Problem.at(capture.at("sha256"), "ARCHIVE-CHANGED", changed)
    return Problem.at(capture.at("file"), "ARCHIVE-MISSING", say("archive-missing", file=capture.file))


def _print(options: argparse.Namespace, *lines: Message | str) -> int:
    """Print what was done, in the language asked for."""
    for line in lines:
        print(line if isinstance(line, str) else line.text(output_of(options).tongue))
    return 0


def _refuse(options: argparse.Namespace, *problems: Problem) -> int:
    """Print everything that is wrong, and return the exit status."""
    tell_all(problems, output_of(options), options.root)
    return 1
