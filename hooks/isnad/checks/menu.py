"""The menu and the names of the site in mkdocs.yml: each page is in the menu, each entry a page, no number is loose."""

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from ..facts import yamltree
from ..facts.model import KnowledgeBase
from ..facts.settings import Settings
from ..pages.author_checks import Lines, check_text
from ..pages.loose_numbers import exempt
from ..problems import Problem, hint, say
from ..text.languages import DEFAULT_LANGUAGE, Language

NAMES = ("site_name", "site_description", "copyright")
NOT_IN_MENU = ("not_in_nav", "draft_docs", "exclude_docs")
TAG = re.compile("<[^>]*>")


def check_menu(settings: Settings, pages: Set[str], of_records: Set[str]) -> Iterator[Problem]:
    """Every page is in the menu of its language, and every entry of the menu is a page, or leads out of the site.

    `pages` are those in `docs/`, by their paths there; `of_records` are those that are made.
    """
    missing: dict[str, list[str]] = {}
    for language, own in settings.of_languages().items():
        menu = own.get("nav")
        if menu is None:
            continue
        read = [*_read_menu(menu)]
        yield from (each for each in read if isinstance(each, Problem))
        entries = [each for each in read if isinstance(each, yamltree.Scalar)]
        named = {path for entry in entries if (path := _page(entry.text, language, pages))}
        for entry in entries:
            yield from _check_entry(entry, language, pages, of_records)
        for path in sorted(page for page in pages if page[:3] == f"{language}/" and page not in named):
            if not _is_left_out(own, path):
                missing.setdefault(path[3:], []).append(f"docs/{path}")
    for page, paths in missing.items():
        yield Problem.at(settings.key("nav"), "MENU", say("menu-missing", pages=paths, page=page))


def _read_menu(node: yamltree.Node) -> Iterator[yamltree.Scalar | Problem]:
    """Yield what the entries of a menu name, those of its sections included, and what is no entry."""
    if not isinstance(node, yamltree.Sequence):
        yield Problem.at(node.mark, "MENU", say("menu-form"))
        return
    for item in node.items:
        pairs = [*item.pairs.values()] if isinstance(item, yamltree.Mapping) else []
        named = pairs[0][1] if len(pairs) == 1 else item
        if isinstance(named, yamltree.Scalar) and named.text:
            yield named
        elif named is not item:
            yield from _read_menu(named)
        else:
            yield Problem.at(item.mark, "MENU", say("menu-form"))


def check_names(kb: KnowledgeBase, settings: Settings, lines: Lines) -> Iterator[Problem]:
    """The names of the site and the titles of its menu show no number that no fact states: they are on every page."""
    of_every_page = exempt(kb, "")
    for language, own in settings.of_languages().items():
        found = [node for name in NAMES if isinstance(node := own.get(name), yamltree.Scalar)]
        menu = own.get("nav")
        found += _titles(menu) if menu and language is DEFAULT_LANGUAGE else []
        found += _texts(own.get("nav_translations"))
        for node in found:
            bare = TAG.sub(lambda tag: " " * len(tag.group()), node.text)
            yield from check_text(kb, bare, language, node.mark, lines, of_every_page)


def _titles(node: yamltree.Node) -> Iterator[yamltree.Scalar]:
    """Yield every title of a menu, those of its sections included."""
    for item in node.items if isinstance(node, yamltree.Sequence) else ():
        for title, value in item.pairs.values() if isinstance(item, yamltree.Mapping) else ():
            yield title
            yield from _titles(value)


def _texts(node: yamltree.Node | None) -> Iterator[yamltree.Scalar]:
    """Yield the texts of a mapping."""
    for _, value in node.pairs.values() if isinstance(node, yamltree.Mapping) else ():
        if isinstance(value, yamltree.Scalar):
            yield value


def _check_entry(
    entry: yamltree.Scalar, language: Language, pages: Set[str], of_records: Set[str]
) -> Iterator[Problem]:
    address = urlsplit(entry.text)
    if address.scheme or address.netloc:
        return
    if entry.text.startswith("/"):
        yield Problem.at(entry.mark, "MENU", say("menu-absolute", path=entry.text))
    elif not _page(entry.text, language, pages | of_records) and not _page(entry.text, language.other, pages):
        known = {page[3:] for page in pages if page[:3] == f"{language}/"}
        yield Problem.at(entry.mark, "MENU", say("menu-unknown", path=entry.text, hint=hint(entry.text, known)))


def _page(path: str, language: Language, pages: Set[str]) -> str | None:
    """Return the page that an entry names in the menu of a language, as static-i18n looks for it, or None."""
    name = PurePosixPath(path).as_posix()
    if name.startswith((f"{language}/", f"{DEFAULT_LANGUAGE}/")):
        candidates: Sequence[str] = (name, f"{language}/{name.partition('/')[2]}")
    else:
        candidates = (f"{language}/{name}",)
    return next((each for each in candidates if each in pages and each[:3] == f"{language}/"), None)


def _is_left_out(settings: Settings, path: str) -> bool:
    """Return whether the settings say that a page stands in no menu."""
    patterns = [line for name in NOT_IN_MENU for line in settings.text(name).split("\n") if line]
    if not patterns:
        return False
    from pathspec.gitignore import GitIgnoreSpec  # here: few sites have such pages

    return GitIgnoreSpec.from_lines(patterns).match_file(path)
