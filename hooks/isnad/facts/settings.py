"""What mkdocs.yml says, with the place of each word: read as MkDocs reads it, tags and anchors included."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..problems import Mark, Problem, say
from ..text.languages import Language
from . import yamltree
from .load import read_yaml

FILE = "mkdocs.yml"
INHERIT = "INHERIT"
DEEPEST = 10  # files that inherit from one another
# How YAML 1.1, which MkDocs reads, writes a value that is false.
FALSE = {"false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a site: the mapping of mkdocs.yml, then those that it inherits from."""

    files: Sequence[yamltree.Mapping] = ()

    def key(self, name: str) -> Mark:
        """Return the place of the key of a setting."""
        return next(file.pairs[name][0].mark for file in self.files if name in file.pairs)

    def get(self, name: str) -> yamltree.Node | None:
        """Return the value of a setting, or None."""
        return next((file.pairs[name][1] for file in self.files if name in file.pairs), None)

    def text(self, name: str) -> str:
        """Return the value of a setting that is a text; nothing where it is none."""
        node = self.get(name)
        return node.text if isinstance(node, yamltree.Scalar) else ""

    def of_languages(self) -> Mapping[Language, "Settings"]:
        """Return the settings of each language, as static-i18n puts its own in the place of those of all."""
        own: dict[str, yamltree.Mapping] = {}
        for item in _items(yamltree.find(_plugin(self.get("plugins"), "i18n"), "languages")):
            name = yamltree.find(item, "locale")
            if isinstance(item, yamltree.Mapping) and isinstance(name, yamltree.Scalar):
                own[name.text] = item
        return {each: Settings((own[each], *self.files) if each in own else self.files) for each in Language}


def read_settings(root: Path, path: str = FILE) -> tuple[Settings, list[Problem]]:
    """Return the settings of the project in `root`, and what keeps them from being read."""
    files: list[yamltree.Mapping] = []
    problems: list[Problem] = []
    parent: yamltree.Node | None = yamltree.Scalar(Mark("", 1, 1), path, plain=True)
    while isinstance(parent, yamltree.Scalar) and len(files) < DEEPEST:
        node, found = read_yaml(root, (PurePosixPath(parent.mark.path).parent / parent.text).as_posix(), subset=False)
        problems += found
        if node is not None and not isinstance(node, yamltree.Mapping):
            problems.append(Problem.at(node.mark, "SETTINGS", say("settings-form")))
        if not isinstance(node, yamltree.Mapping):
            break
        files.append(node)
        parent = yamltree.find(node, INHERIT)
    return Settings(files), problems


def check_settings(settings: Settings) -> Iterator[Problem]:
    """The site has an address, and pages have folders of their own: every link and copy of a page relies on it."""
    node = settings.get("use_directory_urls")
    if isinstance(node, yamltree.Scalar) and node.plain and node.text.lower() in FALSE:
        yield Problem.at(node.mark, "SETTINGS", say("settings-directory-urls"))
    node = settings.get("site_url")
    if isinstance(node, yamltree.Scalar) and not node.text:
        yield Problem.at(node.mark, "SETTINGS", say("settings-site-url"))
    for name in _items(node)[:-1]:
        if isinstance(name, yamltree.Scalar) and not os.environ.get(name.text, "unset"):
            yield Problem.at(name.mark, "SETTINGS", say("settings-variable", name=name.text))


def _plugin(node: yamltree.Node | None, name: str) -> yamltree.Node | None:
    """Return the options of a plugin: MkDocs takes plugins as a list or as a mapping."""
    if isinstance(node, yamltree.Sequence):
        return next((option for item in node.items if (option := yamltree.find(item, name))), None)
    return yamltree.find(node, name)


def _items(node: yamltree.Node | None) -> Sequence[yamltree.Node]:
    return node.items if isinstance(node, yamltree.Sequence) else ()
