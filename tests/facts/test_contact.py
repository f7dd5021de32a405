"""How readers send corrections, or edit: what of the configuration is refused, and the links that are made of it."""

from collections.abc import Mapping
from dataclasses import replace
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from isnad.facts.contact import NO_CONTACT, Contact, Repository, is_public, read_contact, read_repository
from isnad.facts.model import KnowledgeBase, Observation, Source
from isnad.facts.setting_problems import check_channel
from isnad.facts.settings import Settings
from isnad.pages.made_pages import MadePages
from isnad.phrases import correction_words
from isnad.phrases.addresses import figure_page
from isnad.phrases.phrases import Phrases
from isnad.text.languages import Language

from tests.cases import for_all
from tests.second_checker import Tree

FORM = "https://example.org/form?figure={figure}&page={url}&language={language}"
BOTH = Contact("editors@example.org", FORM)
HERE = "figures/attempts-2024.md"


@pytest.mark.parametrize("given", [None, {}, {"email": None}, {"email": "", "form": None}])
def test_both_are_optional(given: Any) -> None:
    assert read_contact(given) == NO_CONTACT


@pytest.mark.parametrize("email", ["editors@example.org", "a.b+c@press.example.org"])
@pytest.mark.parametrize("form", [FORM, "https://example.org/", "https://example.org/{language}/?f={figure}"])
def test_addresses_and_forms_are_read(email: str, form: str) -> None:
    assert read_contact({"email": email, "form": form}) == Contact(email, form)


@for_all(
    "given",
    [
        "editors@example.org", ["a"], {"mail": "editors@example.org"},
        {"email": "example.org"}, {"email": "a@b"}, {"email": "a@example.org?cc=b@example.org"}, {"email": "@"},
        {"email": "a@example.org, b@example.org"}, {"email": "<a@example.org>"}, {"email": 5}, {"email": ["a@b.org"]},
        {"form": "http://example.org/"}, {"form": "javascript:alert(1)"}, {"form": "//example.org/"}, {"form": "https://"},
        {"form": "https://example.org/{name}"}, {"form": "https://example.org/{}"}, {"form": "https://example.org/{"},
        {"form": "https://example.org/{url.real}"}, {"form": "https://example.org/{url!r}"}, {"form": "https://[/"},
        {"form": "https://example.org/{url:9}"}, {"form": 'https://example.org/"onclick="a'}, {"form": True},
    ],
)  # fmt: skip
def test_anything_else_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match=r"`email`|`form`"):
        read_contact(given)


URL = "https://github.com/example/project"


@for_all("url", [URL, "https://git.example.org:8443/a/b/c", "https://codeberg.org/a-b/c.d"])
@for_all("branch", ["main", "release/2.x", "v1.0"])
def test_a_repository_is_read(url: str, branch: str) -> None:
    assert read_repository({"url": url, "branch": branch}) == Repository(url, branch)
    assert Repository(url, branch).edit_url("docs/fr/a b.md") == f"{url}/edit/{branch}/docs/fr/a%20b.md"


def test_there_need_be_no_repository() -> None:
    assert read_repository(None) == Repository()
    assert read_repository({"url": "", "branch": "main"}) == Repository()
    assert Repository().edit_url("docs/fr/index.md") == ""


@for_all(
    "given",
    [
        URL, {}, {"url": URL}, {"branch": "main"}, {"url": URL, "branch": "main", "edit": "x"},
        *({"url": URL, "branch": branch} for branch in ("", "/main", "a b", 1, None, "main\n", "main#x", "a//b")),
        *({"url": url, "branch": "main"} for url in (
            None, 5, "github.com/a/b", "http://github.com/a/b", "https://github.com", f"{URL}/", f"{URL}?x",
            f"{URL}#x", "https://user@github.com/a/b", f'{URL}"onclick="a', "javascript:alert(1)", "//a.org/b",
        )),
    ],
)  # fmt: skip
def test_any_other_repository_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match=r"`url`|`branch`"):
        read_repository(given)


def links(kb: KnowledgeBase, language: Language, title: str) -> list[str]:
    """Return the addresses of the links by which readers of the page HERE send a correction."""
    made = correction_words.ways(Phrases(replace(kb, contact=BOTH), language, HERE), "attempts-2024", title)
    return [link.given["href"] for each in made for link in Tree(each).open[0].all("a")]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("title", ["78 685 محاولة", "A & B? #1=2+3%\r\nBcc: c@example.org", '"><script>'])
def test_a_message_names_the_page_and_is_one_message(kb: KnowledgeBase, language: Language, title: str) -> None:
    mail, _ = links(kb, language, title)
    address, _, query = mail.partition("?")
    assert address == "mailto:editors@example.org"
    assert query.isascii()
    assert set(" \"<>#+'") & set(query) == set()
    fields = parse_qs(query, strict_parsing=True)
    assert fields.keys() == {"subject", "body"}
    body = fields["body"][0]
    folder = "" if language is Language.AR else "fr/"
    assert f"{kb.site_url}{folder}figures/attempts-2024/\r\n" in body
    assert "\n" not in body.replace("\r\n", "")
    message = EmailMessage()
    message["Subject"] = fields["subject"][0]  # refuses more than one line


@pytest.mark.parametrize("language", Language)
def test_a_form_is_filled_in(kb: KnowledgeBase, language: Language) -> None:
    _, form = links(kb, language, "x")
    folder = "" if language is Language.AR else "fr/"
    assert parse_qs(urlsplit(form).query) == {
        "figure": ["attempts-2024"],
        "page": [f"{kb.site_url}{folder}figures/attempts-2024/"],
        "language": [str(language)],
    }
    assert unquote(form).startswith("https://example.org/form?")


def test_without_configuration_there_is_no_link(kb: KnowledgeBase) -> None:
    assert correction_words.ways(Phrases(kb, Language.FR, HERE)) == []
    assert correction_words.ways(Phrases(kb, Language.FR, HERE), "attempts-2024", "x", "data/indicators.yaml") == []


REPOSITORY = Contact(repository=Repository(URL, "main"))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("contact", "begins"),
    [(BOTH, "https://example.org/form?"), (replace(BOTH, form=""), "mailto:"), (REPOSITORY, f"{URL}/issues/new?")],
    ids=["form", "mail", "issue"],
)
@pytest.mark.parametrize("kind", ["figure", "article"])
def test_an_error_is_reported_with_the_id_and_the_address(
    kb: KnowledgeBase, language: Language, contact: Contact, begins: str, kind: str
) -> None:
    p = Phrases(replace(kb, contact=contact), language, "interceptions.md")
    records: Mapping[str, Observation | Source] = kb.observations if kind == "figure" else kb.sources
    record = next(iter(records.values()))
    (link,) = Tree(str(p.report_link(record))).open[0].all("a")
    assert link.given["href"].startswith(begins)
    filled = unquote(link.given["href"])
    folder = "" if language is Language.AR else "fr/"
    page = f"{'figures' if kind == 'figure' else 'sources'}/{record.id}/"
    assert record.id in filled.replace(page, "")
    assert f"{kb.site_url}{folder}{page}" in filled


def test_the_page_of_a_figure_reports_an_error_where_there_is_a_way(kb: KnowledgeBase) -> None:
    page = f"fr/{figure_page(next(iter(kb.observations)))}"
    for contact, is_there in ((NO_CONTACT, False), (REPOSITORY, True)):
        assert ('class="report"' in MadePages(replace(kb, contact=contact))[page].body) is is_there


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000/", "http://localhost/a/", "http://[::1]/", "http://10.0.0.7/"])
def test_a_site_of_this_machine_is_not_public(url: str) -> None:
    assert not is_public(url)
    assert [*check_channel(Settings(), url, NO_CONTACT)] == []


@pytest.mark.parametrize("url", ["https://example.org/a/", "http://8.8.8.8/", "https://xn--mgba3a4f16a.example/"])
def test_a_public_site_needs_a_way_to_report_an_error(url: str) -> None:
    assert is_public(url)
    (problem,) = check_channel(Settings(), url, NO_CONTACT)
    assert problem.said.id == "settings-no-channel"
    for contact in (BOTH, replace(BOTH, form=""), replace(BOTH, email=""), REPOSITORY):
        assert [*check_channel(Settings(), url, contact)] == []
