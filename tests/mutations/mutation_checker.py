"""Checks of a damaged copy of the project in process, without a build: facts, pages, and the finished pages' text.

What the theme adds to the text of a page, its title, description and copyright, stands in a frame of our own.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import yaml
from isnad.checks import project, rules
from isnad.checks.audit import Audit, unsealed
from isnad.cli import diff
from isnad.cli.revisions import Revision
from isnad.facts import fingerprints, load, memory, yamltree
from isnad.facts.model import Citation, KnowledgeBase, Mention
from isnad.facts.schema import Converter
from isnad.pages import texts
from isnad.pages.made_pages import MadePage, MadePages, UnfilledLabel
from isnad.pages.render import FRONT_MATTER, Page
from isnad.phrases.phrases import Phrases
from isnad.problems import Problem, say
from isnad.text import evidence
from isnad.text.languages import Language
from isnad.text.quantities import Precision
from mkdocs.config import load_config

from tests.asked_labels import Asked
from tests.conftest import FROZEN, ROOT, copy_whole
from tests.mutations.mutations import LABELS, Edit, Mutation


class Verdict(NamedTuple):
    """What became of a mutation: the codes of what is wrong, and who says so, or else who sees it."""

    codes: frozenset[str]
    seen: str


# Who says that something is wrong, or shows it: the checks, the audit of a build; `isnad diff`, which refuses it, shows
# it in red, or among all changes; nobody.
CHECK, BUILD, REFUSED, RED, SHOWN, NOBODY = SEEN = ("check", "build", "diff refuses", "diff in red", "diff", "nobody")


def copy_project(target: Path, root: Path = FROZEN) -> Path:
    """Copy a project, the frozen one if no other is named, with the engine, into a folder, and return that."""
    return copy_whole(target, root).root


@contextlib.contextmanager
def applied(root: Path, edits: Sequence[Edit]) -> Iterator[None]:
    """Make the edits to a project, and undo them afterwards."""
    originals = {path: (root / path).read_bytes() for path in {edit.path for edit in edits}}
    try:
        for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
            file = root / edit.path
            if edit.new is None:
                file.unlink()
                continue
            text = file.read_bytes().decode()
            file.write_bytes((text[: edit.start] + edit.new + text[edit.end :]).encode())
        yield
    finally:
        for path, data in originals.items():
            (root / path).write_bytes(data)


# The finished page, without a build.


@cache
def settings() -> Any:
    """Return the configuration of the site, which names the site."""
    return load_config(str(ROOT / "mkdocs.yml"))


@cache
def frame(language: Language) -> tuple[str, str]:
    """Return the name and the copyright line of the site in a language."""
    config = settings()
    for own in config.plugins["i18n"].config.languages if language is not Language.AR else ():
        if own.locale == language:
            return own.site_name, own.copyright
    return config.site_name, config.copyright


def finished(html: str, front: str, seal: str, language: Language) -> str:
    """Return a page as it will be published, in the words of the frame.

    `seal` is the attribute by which the title and the description of a page made of records bear the seal.
    """
    matter = yaml.safe_load(front) or {}
    name, copyright_line = frame(language)
    return (
        f"<html><head><title{seal}>{escape(str(matter.get('title')))} - {name}</title>"
        f'<meta name="description"{seal} content="{escape(str(matter.get("description")))}"></head>'
        f"<body><article>{html}</article><footer>{copyright_line}</footer></body></html>"
    )


def audit_page(read: texts.Project, path: str) -> Audit:
    """Return the audit of one page, written or made of a record."""
    kb, language, made = read.kb, Language(path[:2]), read.made.get(path)
    matter = FRONT_MATTER.match(read.sources[path]) if made is None else None
    front = (
        yaml.safe_dump({"title": made.title, "description": made.description}) if made else matter and matter["yaml"]
    )
    seal = str(Phrases(kb, language).seal) if made else ""
    audit = Audit(kb)
    audit.page(finished(read.article(path).html, front or "{}", seal, language), path, *read.origin(path), language)
    return audit


def audited(kb: KnowledgeBase) -> str:
    """Return, as a text, everything of a knowledge base that the audit of a page looks at."""
    figures = [
        (name, each.value, each.precision, *_quoted(each.citation), kb.unit_of(each))
        for name, each in kb.observations.items()
    ]
    labels = [kb.labels.get(name) for name in ("backlink", "permalink", *(f"precision-{each}" for each in Precision))]
    units = [(name, indicator.unit) for name, indicator in kb.indicators.items()]
    return repr((figures, labels, units, kb.units, kb.exceptions, [id(each) for each in kb.fingerprints.values()]))


def _quoted(citation: Citation | Mention) -> tuple[str, str]:
    """Return the article that a fact cites, and its quote, or the number that is printed there."""
    return citation.source, citation.quote if isinstance(citation, Citation) else str(citation.printed)


FINGERPRINTS: Callable[..., Any] = lru_cache(maxsize=None)(fingerprints.parse_fingerprint)
SHINGLES: Callable[[str], tuple[str, ...]] = lru_cache(maxsize=5000)(evidence.shingles)
NORMALISE: Callable[[str], str] = lru_cache(maxsize=5000)(evidence.normalise)
WORDS: Callable[[str], list[str]] = lru_cache(maxsize=5000)(evidence.words)
PARSE: Callable[..., tuple[Any, list[Problem]]] = lru_cache(maxsize=100)(yamltree.parse)


def _copied(parsed: tuple[Any, list[Problem]]) -> tuple[Any, list[Problem]]:
    return parsed[0], list(parsed[1])


# The checks, in process. Pure functions are remembered by all they read.


class Checker:
    """Checks mutations of one copy of the project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.facts: dict[str, tuple[KnowledgeBase, list[Problem]]] = {}
        self.broken: dict[str, list[Problem]] = {}
        self.rules = list(rules.RULES)
        self.records: dict[tuple[int, Any], tuple[yamltree.Node, dict[str, Any], list[Any]]] = {}
        self.pages: dict[tuple[str, str, str], Page] = {}
        self.made: dict[str, dict[str, MadePage]] = {}
        self.audits: dict[tuple[str, str, str, str], Audit] = {}
        self.same: dict[tuple[str, str, str], Audit] = {}
        self.key = ""
        self.unmoved: frozenset[str] = frozenset()  # pages that ask for no label of those that changed
        self.shown: dict[Language, int] = {}
        self.find = evidence.find
        self.found: dict[tuple[str, int], Any] = {}
        self.load, self.render, self.make, self.convert = load.load, texts.render_text, MadePages, Converter.mapping
        with self.remembering():
            clean = self.codes()
        assert not clean, clean
        self.kept = self.key
        with self.remembering():
            self.before = texts.read_texts(copy_project(root.with_name(f"{root.name}-before"), root))
        self.clean = {key[3] for key in self.audits}
        self.sound = set(self.records)

    @contextlib.contextmanager
    def remembering(self) -> Iterator[None]:
        """Have isnad read this copy, its labels too, and remember what does not change from one check to the next."""
        with contextlib.ExitStack() as stack:
            for target, name, new in (
                (load, "WORDS", self.root / "hooks/isnad"),
                (load, "load", self.remembered_load),
                (project, "load", self.remembered_load),
                (rules, "check", self.remembered_check),
                (project, "render_text", self.remembered_render),
                (project, "MadePages", self.remembered_pages),
                (fingerprints, "parse_fingerprint", FINGERPRINTS),
                (evidence, "shingles", SHINGLES),
                (evidence, "normalise", NORMALISE),
                (evidence, "words", lambda text: list(WORDS(text))),
                (yamltree, "parse", lambda *text, **line: _copied(PARSE(*text, **line))),
                (evidence, "find", self.remembered_find),
                (Converter, "mapping", lambda converter, *what: self.remembered_mapping(converter, *what)),
            ):
                stack.enter_context(patch.object(target, name, new))
            yield

    def remembered_find(self, quote: str, made: Any) -> Any:
        key = quote, id(made)  # FINGERPRINTS keeps `made` alive
        if key not in self.found:
            self.found[key] = self.find(quote, made)
        return list(self.found[key])

    def remembered_load(self, root: Path) -> tuple[KnowledgeBase, list[Problem]]:
        files = [path for name in ("data", "seeds") for path in sorted((root / name).rglob("*")) if path.is_file()]
        read = (root / LABELS, *files)
        self.key = sha256(b"\0".join(str(path).encode() + b"\0" + path.read_bytes() for path in read)).hexdigest()
        if self.key not in self.facts:
            self.facts[self.key] = self.load(root)
        return self.facts[self.key]

    def remembered_mapping(self, converter: Converter, name: Any, kind: Any, node: yamltree.Node) -> dict[str, Any]:
        """Return the records of a part of a file that was read before, if all of them were sound."""
        key, known = (id(node), kind), (len(converter.problems), len(converter.references))  # `records` keeps the node
        if key not in self.records:
            made = self.convert(converter, name, kind, node)
            if len(converter.problems) > known[0] or converter.unconfirmed:
                return made
            self.records[key] = node, made, converter.references[known[1] :]
        else:
            converter.references.extend(self.records[key][2])
        return dict(self.records[key][1])

    def remembered_check(self, kb: KnowledgeBase) -> Iterator[Problem]:
        """Yield what one rule says that has something to say; the one that had it the last time is asked first."""
        if self.key not in self.broken:
            self.broken[self.key] = []
            for rule in self.rules:
                if problem := next(rule(kb), None):
                    self.rules.remove(rule)
                    self.rules.insert(0, rule)
                    self.broken[self.key] = [problem]
                    break
        yield from self.broken[self.key]

    def remembered_render(self, kb: KnowledgeBase, path: str, text: str, is_read: bool = True) -> Page:
        key = self.key_of(path), path, text
        if key not in self.pages:
            self.pages[key] = self.render(kb, path, text, is_read)
        return self.pages[key]

    def remembered_pages(self, kb: KnowledgeBase) -> Mapping[str, MadePage]:
        if self.key not in self.made:
            with contextlib.suppress(UnfilledLabel):  # then the project finds it, too, and reports it
                made = self.make(kb)
                clean = self.made[self.kept] if self.unmoved else {}
                self.made[self.key] = {path: clean[path] if path in self.unmoved else made[path] for path in made}
        return self.made.get(self.key) or self.make(kb)

    def forget(self) -> None:
        """Forget what was remembered of mutations."""
        self.unmoved = frozenset()
        self.pages = {key: page for key, page in self.pages.items() if key[0] == self.kept}
        seen = audited(self.facts[self.kept][0])
        self.audits = {key: audit for key, audit in self.audits.items() if key[0] == seen and key[3] in self.clean}
        self.same = {key: audit for key, audit in self.same.items() if key[0] == self.kept}
        self.facts = {key: facts for key, facts in self.facts.items() if key == self.kept}
        self.broken = {key: problems for key, problems in self.broken.items() if key == self.kept}
        self.made = {key: made for key, made in self.made.items() if key == self.kept}
        for key in self.records.keys() - self.sound:
            del self.records[key]

    def judge(self, mutation: Mutation) -> Verdict:
        """Return what became of a mutation."""
        with applied(self.root, mutation.edits), self.remembering():
            try:
                verdict = self.verdict(is_of_labels={edit.path for edit in mutation.edits} == {LABELS})
            except UnfilledLabel as error:  # a build ends there
                verdict = Verdict(frozenset({error.problem().code}), BUILD)
            except (ArithmeticError, LookupError, ValueError) as error:  # a traceback instead of a problem
                verdict = Verdict(frozenset({f"CRASH-{type(error).__name__}"}), CHECK)
        self.forget()
        return verdict

    def verdict(self, is_of_labels: bool) -> Verdict:
        """Return what the checks say first of this copy, then its audit, then `isnad diff`, which knows no labels."""
        if problem := next(self.of_facts(), None):
            return Verdict(frozenset({problem.code}), CHECK)
        if is_of_labels:
            changed = self.changed_labels()
            self.unmoved = frozenset(path for path, names in self.asked.items() if not names & changed)
        if problem := next(self.of_pages(), None):
            return Verdict(frozenset({problem.code}), CHECK)
        read, problems = project.read_project(self.root)
        if problems:
            return Verdict(frozenset(problem.code for problem in problems), CHECK)
        if problem := next(self.audit(read), None):
            return Verdict(frozenset({problem.code}), BUILD)
        if is_of_labels:
            return Verdict(frozenset(), NOBODY)
        report = diff.make_report(Revision("", say("none")), self.before, texts.read_texts(self.root))
        if report.problems:
            return Verdict(frozenset(problem.code for problem in report.problems), REFUSED)
        return Verdict(frozenset(), RED if report.attention else NOBODY if report.is_empty else SHOWN)

    def of_facts(self) -> Iterator[Problem]:
        """Yield what is wrong with the facts; `read_project` would report it, too."""
        kb, problems = load.load(self.root)
        yield from problems
        yield from rules.check(kb)

    def of_pages(self) -> Iterator[Problem]:
        """Yield what is wrong with one page or another; `read_project` would report it, too."""
        kb, _ = load.load(self.root)
        for path, text in texts.read_pages(self.root)[0].items():
            yield from self.remembered_render(kb, path, text).problems

    def changed_labels(self) -> set[str]:
        """Return the labels that read otherwise than in the whole copy."""
        known = (self.facts[key][0].labels.items() for key in (self.kept, self.key))
        before, after = ({name: (text.ar, text.fr) for name, text in labels} for labels in known)
        return {name for name in {*before, *after} if before.get(name) != after.get(name)}

    def key_of(self, path: str) -> str:
        """Return the key of the facts that a page is made of: those of the whole copy where nothing of it changed."""
        return self.kept if path in self.unmoved else self.key

    @cached_property
    def asked(self) -> dict[str, set[str]]:
        """The labels that each page asks for, written and audited: of facts of its own, so that none is remembered,
        and none found that an earlier run made.
        """
        with patch.object(memory, "kept_thing", lambda _kind, _inputs, make, _is_still: make()):
            return {path: self.asked_by(path) for path in (*self.before.sources, *self.made[self.kept])}

    def asked_by(self, path: str) -> set[str]:
        """Return the labels that a page asks for."""
        kb = self.facts[self.kept][0]
        own = replace(kb, labels=(labels := Asked(kb.labels)))
        written = {name: self.render(own, path, text) for name, text in self.before.sources.items() if name == path}
        made = {} if written else {path: self.make(own)[path]}
        audit_page(texts.Project(self.root, own, self.before.sources, written, made), path)
        return labels.names

    def codes(self) -> set[str]:
        """Return the codes of every problem of this copy, and of its finished pages where it has no other."""
        read, problems = project.read_project(self.root)
        return {problem.code for problem in (problems or self.audit(read))}

    def audit(self, read: texts.Project) -> Iterator[Problem]:
        """Yield what is wrong with the finished pages, page by page, then with all of them together."""
        whole, seen, published = Audit(read.kb), audited(read.kb), read.figures()
        for path in (*read.pages, *read.made):
            made = read.made.get(path)
            published[Language(path[:2])] += made.figures if made else Counter()
            one = self.audit_of(read, path, seen)
            yield from one.problems
            whole.add(one.findings)
        self.shown = {language: counts.shown for language, counts in whole.counts.items()}
        yield from whole.finish(published)

    def audit_of(self, read: texts.Project, path: str, seen: str) -> Audit:
        """Return the audit of one page, made or remembered."""
        made = read.made.get(path)
        source = f"{made.title}\n{made.description}" if made else read.sources[path]
        same = self.key_of(path), path, source
        if same not in self.same:
            key = seen, path, unsealed(source, read.kb.seal), unsealed(read.article(path).html, read.kb.seal)
            if key not in self.audits:
                self.audits[key] = audit_page(read, path)
            self.same[same] = self.audits[key]
        return self.same[same]
