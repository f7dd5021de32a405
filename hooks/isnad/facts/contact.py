"""How readers reach the editors, or edit themselves: what the configuration names, and the links that it makes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from string import Formatter
from typing import Any
from urllib.parse import quote, urlsplit

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PARTS = ("figure", "url", "language")
REPOSITORY = re.compile(r"https://[\w.-]+(:[0-9]+)?(/[\w.~-]+)+", re.ASCII)
BRANCH = re.compile(r"[\w.-]+(/[\w.-]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the site's files are edited, on GitHub or a host with the same addresses; empty without."""

    url: str = ""
    branch: str = ""

    def edit_url(self, path: str) -> str:
        """Return where a file of the project is edited; nothing without a repository."""
        return f"{self.url}/edit/{self.branch}/{quote(path)}" if self.url else ""

    def issue_url(self, subject: str, body: str) -> str:
        """Return where an issue is opened, its title and text filled in; nothing without a repository."""
        return f"{self.url}/issues/new?title={quote(subject, safe='')}&body={quote(body, safe='')}" if self.url else ""


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address, the address of a form with {figure}, {url} and {language} to fill in, and the repository;
    empty without.
    """

    email: str = ""
    form: str = ""
    repository: Repository = Repository()

    def mailto(self, subject: str, body: str) -> str:
        """Return a link that begins a message (RFC 6068); lines of the body end with a newline."""
        lines = quote(body, safe="").replace("%0A", "%0D%0A")
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(subject, safe='')}&body={lines}"

    def form_url(self, **parts: str) -> str:
        """Return the address of the form, filled in."""
        return self.form.format(**{name: quote(text, safe="") for name, text in parts.items()})

    def report_url(self, subject: str, body: str, **parts: str) -> str:
        """Return the first way to report an error, filled in: the form, a message, an issue; nothing without any.

        `parts` are those of the form.
        """
        if self.form:
            return self.form_url(**parts)
        return self.mailto(subject, body) if self.email else self.repository.issue_url(subject, body)

    @property
    def is_reachable(self) -> bool:
        """Whether readers can report an error."""
        return bool(self.form or self.email or self.repository.url)


NO_CONTACT = Contact()


def is_public(site_url: str) -> bool:
    """Return whether a site at this address has other readers than those who build it."""
    host = urlsplit(site_url).hostname or "localhost"
    try:
        return ip_address(host).is_global
    except ValueError:
        return host.rpartition(".")[2] not in ("localhost", "local", "test")


def read_contact(given: Any) -> Contact:
    """Return the contact that a part of the configuration names: `email` and `form`, both optional.

    Raises ValueError with what is wrong.
    """
    if given is None:
        return NO_CONTACT
    if not isinstance(given, Mapping) or not given.keys() <= {"email", "form"}:
        raise ValueError("holds `email` and `form`, and nothing else")
    email, form = (given.get(name) or "" for name in ("email", "form"))
    if email and not (isinstance(email, str) and ADDRESS.fullmatch(email)):
        raise ValueError(f"`email` must be an address such as editors@example.org: {email!r}")
    if form and not (isinstance(form, str) and _is_form(form)):
        raise ValueError(f"`form` must begin with https:// and may hold {{figure}}, {{url}}, {{language}}: {form!r}")
    return Contact(email, form)


def read_repository(given: Any) -> Repository:
    """Return the repository that a part of the configuration names: `url`, which may be empty, and `branch`.

    Raises ValueError with what is wrong.
    """
    if given is None:
        return Repository()
    if not isinstance(given, Mapping) or given.keys() != {"url", "branch"}:
        raise ValueError("holds `url` and `branch`, both, and nothing else")
    url, branch = given["url"], given["branch"]
    if url == "":
        return Repository()
    if not (isinstance(url, str) and REPOSITORY.fullmatch(url)):
        raise ValueError(f"`url` must be such as https://github.com/OWNER/REPOSITORY: {url!r}")
    if not (isinstance(branch, str) and BRANCH.fullmatch(branch)):
        raise ValueError(f"`branch` must be the name of a branch, such as main: {branch!r}")
    return Repository(url, branch)


def _is_form(form: str) -> bool:
    """Return whether a text is an address of the web whose parts to fill in are known."""
    try:
        names = [(name, spec, shape) for _, name, spec, shape in Formatter().parse(form) if name is not None]
        address = urlsplit(form)
    except ValueError:
        return False
    known = all(name in PARTS and not spec and not shape for name, spec, shape in names)
    return known and address.scheme == "https" and bool(address.hostname) and not re.search(r"[\s\"'<>\\]", form)
