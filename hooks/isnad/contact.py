"""How readers reach the editors: the address and the form that the configuration names, and the links to them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any
from urllib.parse import quote, urlsplit

ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+")
PARTS = ("figure", "url", "language")


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address, and the address of a form with {figure}, {url} and {language} to fill in; empty without."""

    email: str = ""
    form: str = ""

    def mailto(self, subject: str, body: str) -> str:
        """Return a link that begins a message (RFC 6068); lines of the body end with a newline."""
        lines = quote(body, safe="").replace("%0A", "%0D%0A")
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(subject, safe='')}&body={lines}"

    def form_url(self, **parts: str) -> str:
        """Return the address of the form, filled in."""
        return self.form.format(**{name: quote(text, safe="") for name, text in parts.items()})


NO_CONTACT = Contact()


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


def _is_form(form: str) -> bool:
    """Return whether a text is an address of the web whose parts to fill in are known."""
    try:
        names = [(name, spec, shape) for _, name, spec, shape in Formatter().parse(form) if name is not None]
        address = urlsplit(form)
    except ValueError:
        return False
    known = all(name in PARTS and not spec and not shape for name, spec, shape in names)
    return known and address.scheme == "https" and bool(address.hostname) and not re.search(r"[\s\"'<>\\]", form)
