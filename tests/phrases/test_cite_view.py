"""The section "how to cite": both languages' sentences, what each button copies, and the files that are offered."""

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.pages.templates import own_templates
from isnad.phrases import cite_view
from isnad.phrases.phrases import Phrases
from isnad.phrases.references import Reference, bibtex, csl_json, figure_reference, ris, source_reference
from isnad.text.languages import Language

SITE = "https://example.org/below/"


@pytest.fixture(params=Language, ids=str)
def p(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Phrases:
    """The phrases of a figure's page, in each language."""
    return Phrases(replace(kb, site_url=SITE), request.param, "figures/attempts-2024.md")


def test_the_sentence_of_the_reader_s_language_stands_first(p: Phrases) -> None:
    observation = p.kb.observations["attempts-2024"]
    shown = cite_view.gather(p, lambda own: figure_reference(own, observation))["sentences"]
    assert [each.language for each in shown] == [p.language, p.language.other]
    for each in shown:
        own = figure_reference(Phrases(p.kb, each.language, p.here), observation)
        assert each.sentence == own.sentence
        assert each.button == p.copy_button(own.text, "copy")


def check_formats(p: Phrases, refer: Callable[[Phrases], Reference]) -> None:
    """The same text, but for the end of lines, and of the text; its file is named after the record and the language."""
    own = refer(p)
    formats = cite_view.gather(p, refer)["formats"]
    written = [write(own.csl).replace("\r\n", "\n").rstrip("\n") for write in (bibtex, ris, csl_json)]
    assert [unescape(each.text) for each in formats] == written
    names = [f"{own.csl['id']}.{end}" for end in ("bib", "ris", "csl.json")]
    assert [each.button for each in formats] == [p.save_button(name) for name in names]


def test_formats_show_and_offer_each_format(p: Phrases) -> None:
    for observation in p.kb.observations.values():
        check_formats(p, lambda own: figure_reference(own, observation))  # noqa: B023 - called at once
    for source in p.kb.sources.values():
        check_formats(p, lambda own: source_reference(own, source))  # noqa: B023 - called at once


def test_formats_bear_the_names_that_reference_managers_use(p: Phrases) -> None:
    formats = cite_view.gather(p, lambda own: source_reference(own, p.kb.sources["bilan-2022"]))["formats"]
    assert [each.name for each in formats] == ["BibTeX", "RIS", "CSL-JSON"]


HOSTILE = "</code></pre><b>*a*</b> [c](d) [^e] `f` &amp; {{ g }}\n\n# h\n\n- i\r\n    j\n***\n<!-- k"


def test_nothing_of_a_format_is_read_as_html(p: Phrases) -> None:
    observation = p.kb.observations["attempts-2024"]
    shown = cite_view.gather(p, lambda own: figure_reference(own, observation))
    one = cite_view.Format("X", cite_view.raw(HOSTILE), p.save_button("x.bib"))
    section = own_templates().get_template("reference.jinja").render(p=p, sentences=shown["sentences"], formats=[one])
    code = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", section, re.DOTALL)
    assert code
    assert unescape(code[1]) == HOSTILE.replace("\r\n", "\n")


def test_the_section_has_each_sentence_and_each_format(p: Phrases) -> None:
    observation = p.kb.observations["attempts-2024"]
    section = own_templates().get_template("reference.jinja")
    shown = cite_view.gather(p, lambda own: figure_reference(own, observation))
    html = section.render(p=p, **shown)
    for language in Language:
        assert re.search(rf'<p lang="{language}" dir="{language.direction}">', html)
    assert html.count("data-copy=") == 2
    own, folded = html.split("<details")
    assert f'lang="{p.language}"' in own
    assert f'lang="{p.language.other}"' in folded
    assert folded.count("<pre") == 3
    assert re.findall(r'data-save="([^"]+)"', html) == [
        f"attempts-2024-{p.language}.{end}" for end in ("bib", "ris", "csl.json")
    ]
    for each in shown["sentences"]:
        copied = figure_reference(Phrases(p.kb, each.language), observation).text
        assert copied in [unescape(text) for text in re.findall(r'data-copy="([^"]*)"', html)]
