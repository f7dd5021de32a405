"""What a hostile pull request may write into pages, data, sources and files, and what must be said of it.

Each attack is tried by itself where that is cheap (`isnad check`, and the audit of the page it makes). What no check
refuses, because it is text, stands in every text of one finished site. `test_hostile` holds what is generated at
random, and what takes time and memory; `tried` counts all that is listed.
"""

import json
import re
import unicodedata
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from isnad.checks.audit import Audit, Counts
from isnad.checks.rules import check_addresses
from isnad.facts.model import Entity, KnowledgeBase
from isnad.facts.record import Found, Origin
from isnad.facts.schema import Converter
from isnad.facts.yamltree import parse
from isnad.pages.footnotes import article
from isnad.pages.render import render_page
from isnad.phrases.phrases import Phrases
from isnad.problems import Mark, Problem
from isnad.text import signs
from isnad.text.languages import Language
from playwright.sync_api import Browser, expect

from tests.conftest import ProjectCopy, bare
from tests.site_server import build, serve
from tests.system.test_other_topic import rainfall  # noqa: F401 - a fixture
from tests.test_github import owned
from tests.visits import SETTLED

PAGE, DATA, SEED = "docs/fr/x.md", "data/entities.yaml", "seeds/bilan-2022.yaml"
FRONT = "---\ntitle: t\ndescription: d\n---\n\n# h\n\n"
MADE = '{{ figure("attempts-2024") }}'
COUNTED = '{{ count("source") }}'


class Attack(NamedTuple):
    """What is written where, and the code of what must be said of it."""

    name: str
    file: str
    written: str
    said: str


def attacks(file: str, said: str, /, **written: str) -> list[Attack]:
    return [Attack(f"{said.lower()}: {name.replace('_', ' ')}", file, each, said) for name, each in written.items()]


# Addresses: where a link of a page, or the address of an article, must not lead.
ADDRESSES = {
    "script": "javascript:pwn()",
    "script in capitals": "JaVaScRiPt:pwn()",
    "script behind a space": " javascript:pwn()",
    "script with a tab in it": "java\tscript:pwn()",
    "older script": "vbscript:pwn()",
    "page of its own": "data:text/html,pwn",
    "object of the browser": "blob:https://evil.example/x",
    "file": "file:///etc/passwd",
    "program": "ms-word:ofe|u|https://evil.example",
    "source of a page": "view-source:https://evil.example",
    "telephone": "tel:+212",
    "no scheme": "//evil.example/",
    "no scheme, backslashes": "\\\\evil.example/",
    "half a scheme": "https:evil.example",
    "backslash": "https:/\\evil.example/",
    "user": "https://alalam.ma@evil.example/",
    "user and password": "https://alalam.ma:443@evil.example/",
    "lookalike host": "https://аlalam.ma/",
    "host of two scripts": "https://alalamم.ma/",
    "host in full width": "https://ａlalam.ma/",
    "host with a dot that is none": "https://alalam。ma/",
    "host with a hyphen at its edge": "https://-alalam.ma/",
    "port that is none": "https://alalam.ma:99999999/",
    "empty port": "https://alalam.ma:/",
    "no host": "https:///alalam.ma",
    "bracket": "https://[alalam.ma/",
    "percent in the host": "https://alalam%2ema/",
    "quotation mark": 'https://alalam.ma/"onmouseover="pwn()',
    "link of Markdown": "https://alalam.ma/[x](https://evil.example/onclick=pwn()//)",
    "code of Markdown": "https://alalam.ma/`x`",
    "attributes of Markdown": "https://alalam.ma/{onclick=pwn()}",
    "reordering sign": "https://alalam.ma/\u202efdp.exe",
    "sign of no width": "https://alalam\u200b.ma/",
    "line end": "https://alalam.ma/\nx",
    "very long": "https://alalam.ma/" + "x" * 3_000,
}

LINKS = [
    *attacks(
        PAGE,
        "ADDRESS-FORM",
        link="[x](javascript:pwn)",
        link_with_entities="[x](java&#115;cript&colon;pwn)",
        link_with_a_tab="[x](java&Tab;script:pwn)",
        link_behind_a_control="[x](&#1;javascript:pwn)",
        link_in_brackets="[x](<javascript:pwn>)",
        link_by_reference="[x][y]\n\n[y]: javascript:pwn",
        link_by_a_reference_elsewhere="[y]: //evil.example 'z'\n\n[x][y]",
        link_as_a_footnote="a[^n]\n\n[^n]: [x](javascript:pwn)",
        link_in_a_table="| a |\n|---|\n| [x](javascript:pwn) |",
        link_in_a_heading="## [x](javascript:pwn)",
        link_in_raw_html="<a href='javascript:pwn'>x</a>",
        link_by_attributes="[x](y.md){: href=javascript:pwn }",
        no_scheme="[x](//evil.example/)",
        picture_of_another_site="![x](https://evil.example/t.png)",
        picture_as_data="![x](data:image/svg+xml,pwn)",
        picture_by_reference="![x][y]\n\n[y]: https://evil.example/t.png",
        picture_in_raw_html="<img src='https://evil.example/t.png' alt=''>",
    ),
    *attacks(
        PAGE,
        "HTML-ACTIVE",
        macro_as_an_address='[x]({{ entity("morocco") }})',
        macro_in_an_address='[x](y.md#{{ entity("morocco") }})',
        macro_as_a_reference='[x][y]\n\n[y]: {{ entity("morocco") }}',
        text_as_an_address="[x]({{ 'javascript:pwn' }})",
        address_in_angles="<javascript:pwn>",
        data_in_angles="<data:text/html,pwn>",
    ),
]

HTML = [
    *attacks(
        PAGE,
        "HTML-ACTIVE",
        script="<script>pwn</script>",
        script_of_another_site="<script src='//evil.example/x.js'></script>",
        script_without_a_space="<script/src=//evil.example></script>",
        script_in_a_namespace="<svg:script>pwn</svg:script>",
        script_cut_by_a_comment="<scr{## x ##}ipt>pwn</script>",
        script_in_raw="{% raw %}<script>pwn</script>{% endraw %}",
        script_in_a_comment="<!-- <script>pwn</script> -->",
        script_in_an_empty_comment="<!--> <script>pwn</script> -->",
        script_in_a_comment_that_ends_oddly="<!-- a --!> <script>pwn</script> -->",
        script_in_character_data="<![CDATA[ <script>pwn</script> ]]>",
        script_in_an_instruction="<?php <script>pwn</script> ?>",
        script_in_a_hidden_tree="<div><template shadowrootmode=open><script>pwn</script></template></div>",
        script_behind_a_list="- x\n\n    <script>pwn</script>",
        style="<style>p{display:none}</style>",
        style_attribute="<p style='position:fixed;inset:0'>x</p>",
        handler="<img src=x onerror=pwn>",
        handler_of_a_toggle="<details open ontoggle=pwn>x</details>",
        handler_of_an_own_element="<x-y onpointerenter=pwn>x</x-y>",
        handler_in_attributes="x\n{: onclick=pwn }",
        handler_in_spaced_attributes="x\n{ onclick=pwn }",
        handler_of_a_word="*x*{: onmouseover=pwn }",
        handler_of_code="``` { .x onclick=pwn }\nx\n```",
        handler_of_markdown_in_html="<div markdown onclick=pwn>\nx\n</div>",
        style_in_attributes="x\n{: style='position:fixed' }",
        style_of_code="``` { .x style='position:fixed' }\nx\n```",
        drawing="<svg><a xlink:href='javascript:pwn'><text>x</text></a></svg>",
        drawing_that_loads="<svg><use href='data:image/svg+xml,pwn'/></svg>",
        drawing_that_changes="<svg><animate attributeName=href values=javascript:pwn /></svg>",
        formula="<math><mtext href='javascript:pwn'>x</mtext></math>",
        frame="<iframe src='https://evil.example'></iframe>",
        frame_with_a_page="<iframe srcdoc='<script>pwn</script>'></iframe>",
        frames="<frameset><frame src='https://evil.example'></frameset>",
        portal="<portal src='https://evil.example'></portal>",
        object="<object data='x'></object>",
        embed="<embed src=x>",
        applet="<applet code=x></applet>",
        form="<form action='https://evil.example'><input name=p></form>",
        button="<button formaction='javascript:pwn'>x</button>",
        picture_as_a_button="<input type=image src=x>",
        box_for_text="<textarea>x</textarea>",
        dialog="<dialog open>x</dialog>",
        popover="<div popover id=zz>x</div>",
        new_base="<base href='https://evil.example/'>",
        new_page="<meta http-equiv=refresh content='0;url=https://evil.example'>",
        new_style="<link rel=stylesheet href='https://evil.example/x.css'>",
        new_title="<title>pwn</title>",
        no_script="<noscript><p title='</noscript><img src=x onerror=pwn>'></noscript>",
        all_text="<plaintext>",
        example="<xmp><script>pwn</script></xmp>",
        film="<video src='https://evil.example/x' autoplay></video>",
        sound="<audio src='https://evil.example/x'></audio>",
        pictures="<picture><source srcset='https://evil.example/x'><img alt='' src=x></picture>",
        pictures_in_attributes="![x](y.png){: srcset='https://evil.example/x' }",
        background="<table background='https://evil.example/x'><tr><td>x</td></tr></table>",
        map="<map name=x><area href='javascript:pwn'></map>",
        old_search="<isindex action=javascript:pwn>",
        running_text="<marquee>x</marquee>",
        font="<font color=red>x</font>",
        told_when_followed="<a href=x.md ping='https://evil.example'>x</a>",
        other_window="<a href='https://alalam.ma' target=_top>x</a>",
        saved="<a href='x.md' download=evil.exe>x</a>",
        key="<a accesskey=s href=x.md>x</a>",
        edited="<p contenteditable autofocus>x</p>",
        hidden="<b hidden>x</b>",
        quoted_from="<blockquote cite='javascript:pwn'>x</blockquote>",
        described_at="<img alt='' src=x longdesc='javascript:pwn'>",
        claim_for_programs="<span itemscope itemtype='https://schema.org/Claim'>x</span>",
        reordered="<bdo dir=rtl>abc</bdo>",
        end_of_the_article="</article><script>pwn</script>",
        end_of_the_article_cut_by_a_comment="</arti{## x ##}cle>",
        end_of_the_article_cut_by_raw="</arti{% raw %}cle>{% endraw %}",
        end_of_a_part_of_the_page="x</div></div></div>",
        element_that_is_not_closed="<div>\n\nx",
        elements_that_cross="<b><i>x</b></i>",
        tag_that_is_not_closed="<img src=x onerror=pwn //",
        own_data_of_the_theme="x\n{: data-md-component=search }",
        switch_of_the_theme="x\n{: data-md-toggle=drawer }",
        class_of_the_theme="x\n{: .md-overlay }",
        id_of_the_search="## x { #__search }",
        id_of_the_menu="<p id=__drawer>x</p>",
        id_of_a_note_of_a_macro="<p id='fn:observation-attempts-2024'>x</p>",
        id_twice="## x { #a }\n\n## y { #a }",
        seal_in_a_text=f'<p title="{MADE} 99 999">99 999</p>',
        seal_of_a_block=f"<div markdown=1 title={COUNTED}> 99 999\n</div>",
        seal_of_a_quoted_block=f'<div markdown="1" title="{COUNTED}"> 99 999\n</div>',
        seal_of_a_word=f"x <span class={COUNTED} 99 999</span>",
        seal_of_a_paragraph=f"<p class={COUNTED} 99 999",
        seal_behind_an_end_that_is_none=f"<p title='>' lang={COUNTED} 99 999",
        seal_behind_half_a_quotation=f'<p a=b" title=">" lang={COUNTED} 99 999',
        seal_of_code=f'``` {{ .x title="{COUNTED}" }}\nx\n```',
        seal_of_a_heading=f'## x {{: title="{COUNTED}" }}',
        seal_in_a_comment=f"<!-- {COUNTED} -->",
        seal_shown_in_code=f"`{COUNTED}`",
        seal_shown_in_a_block=f"```\n{COUNTED}\n```",
    ),
    *attacks(PAGE, "NUMBER-LOOSE", seal_behind_code=f"`a\n<p class=` {COUNTED} 99 999"),
    *attacks(
        PAGE,
        "INVISIBLE-SIGN",
        hole_as_a_reference=f"{COUNTED} &#xf0000;",
        link_as_a_reference="<a href='&#xe001;x.md'>x</a>",
    ),
    *attacks(
        PAGE, "INVISIBLE-SIGN", tag_cut_by_a_null="<scr\x00ipt>pwn</script>", place_of_html="\x02wzxhzdk:0\x03 <b>x</b>"
    ),
]

TEMPLATES = [
    *attacks(
        PAGE,
        "TEMPLATE-SYNTAX",
        file="{% include '/etc/passwd' %}",
        file_as_macros="{% import 'x' as y %}",
        names_of_a_file="{% from 'x' import y %}",
        frame_of_a_file="{% extends 'x' %}",
        classes="{{ ''.__class__.__mro__[1].__subclasses__() }}",
        attribute_by_a_filter="{{ ''|attr('__class__') }}",
        format="{{ '{0.__class__}'.format(1) }}",
        globals_of_a_macro="{{ figure.__globals__ }}",
        class_of_a_loop="{% for i in ['a'] %}{{ loop.__class__ }}{% endfor %}",
        list_of_a_loop="{% for i in ['a'] %}{{ loop._iterable }}{% endfor %}",
        method_of_a_loop="{% for i in ['a'] %}{{ loop.changed.__func__ }}{% endfor %}",
        text_in_a_loop="{% for i in ['a'] %}{{ ['x', loop][0].ljust(999999999) }}{% endfor %}",
        loop_that_calls_itself="{% for i in ['x'] recursive %}{{ loop(['y']) }}{% endfor %}",
        loop_without_end="{% for i in range(10 ** 12) %}x{% endfor %}".replace("range(10 ** 12)", "['x'] * 10 ** 12"),
        loop_of_many="{% for i in [" + "1," * 200 + "] %}x{% endfor %}",
        text_that_doubles="{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
        blocks_that_double="{% set a %}xx{% endset %}" * 2,
        macros_that_double="{% macro m() %}x{% endmacro %}{{ m() }}",
        macro_that_calls_itself="{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        block="{% block b %}x{% endblock %}",
        call="{% call figure('x') %}{% endcall %}",
        names="{% with a=1 %}x{% endwith %}",
        no_escape="{% autoescape false %}{{ '<script>' }}{% endautoescape %}",
        safe="{{ '<script>'|safe }}",
        condition_that_hides="{% if entity('morocco') == 'Maroc' %}<script>pwn</script>{% endif %}",
        condition_that_cuts="</arti{% if true %}cle>{% endif %}",
        insides="{% debug %}",
        statement="{% do 1 %}",
        piece_of_a_text="{{ 'abc'[::-1] }}",
        condition_in_a_loop="{% for i in ['a'] if i %}x{% endfor %}",
    ),
    *attacks(
        PAGE,
        "MACRO-UNKNOWN",
        template_itself="{{ self.__init__ }}",
        lipsum="{{ lipsum.__globals__ }}",
        cycler="{{ cycler('a') }}",
        joiner="{{ joiner() }}",
        range="{{ range(9) }}",
        namespace="{{ namespace() }}",
    ),
    *attacks(
        PAGE,
        "TEMPLATE-ERROR",
        power="{{ 9 ** 9 ** 9 }}",
        repeated="{{ 'x' * 10 ** 12 }}",
        surrogate="{{ '\\ud800' }}",
    ),
]

# Signs: in a page, as they are and as entities; in a text of the data.
UNSEEN = {
    "right to left override": "\u202e",
    "right to left embedding": "\u202b",
    "end of formatting": "\u202c",
    "right to left mark": "\u200f",
    "left to right mark": "\u200e",
    "Arabic letter mark": "\u061c",
    "isolate": "\u2067",
    "end of an isolate": "\u2069",
    "symmetric swapping, deprecated": "\u206a",
    "digit shapes, deprecated": "\u206f",
    "space of no width": "\u200b",
    "joiner": "\u200d",
    "non-joiner": "\u200c",
    "word joiner": "\u2060",
    "invisible plus": "\u2064",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "grapheme joiner": "\u034f",
    "filler": "\u3164",
    "half-width filler": "\uffa0",
    "Mongolian vowel separator": "\u180e",
    "variation selector": "\ufe0f",
    "annotation": "\ufff9",
    "letter of a tag": "\U000e0041",
    "variation selector of another plane": "\U000e0101",
    "private sign": "\ue000",
    "braille blank": "\u2800",
    "line separator": "\u2028",
    "delete": "\x7f",
    "null": "\x00",
}
MIXED = {
    "Cyrillic letter": "рaris",
    "Greek letter": "Rabαt",
    "Armenian letter": "Parisօ",
    "Cherokee letters": "ᎪB",
    "full width": "ｐａｒｉｓ",
    "mathematical letters": "𝐏𝐚𝐫𝐢𝐬",
    "digits of two kinds": "4٣88",
    "digits of two Arabic kinds": "٤۵",
    "full-width digits": "７８",
    "mathematical digits": "𝟕𝟖",
    "Devanagari digits": "७८",
}
SIGNS = [
    *(Attack(f"page, {name}", PAGE, f"abc {sign} def", "INVISIBLE-SIGN") for name, sign in UNSEEN.items()),
    *(
        Attack(f"entity, {name}", PAGE, f"abc &#x{ord(sign):x}; def", "INVISIBLE-SIGN")
        for name, sign in UNSEEN.items()
        if sign not in "\x00\x7f"  # no reference stands for these
    ),
    *(Attack(f"data, {name}", DATA, f"abc {sign} def", "INVISIBLE-SIGN") for name, sign in UNSEEN.items()),
    *(Attack(f"page, {name}", PAGE, f"abc {word} def", "MIXED-SCRIPT") for name, word in MIXED.items()),
    *(Attack(f"data, {name}", DATA, f"abc {word} def", "MIXED-SCRIPT") for name, word in MIXED.items()),
    *attacks(
        PAGE,
        "INVISIBLE-SIGN",
        isolate_open_in_code="`a \u2067b`",
        isolate_open_at_the_end_of_a_line="```\na \u2067b\nc\u2069\n```",
        isolate_closed_too_often="`a\u2069 \u2067b`",
        mark_in_code="`a\u200fb`",
        name_of_an_entity="abc &rlm; def",
        isolate_in_a_title="*a*{: title='&#x2067;b' }",
    ),
]
HEADS = [
    Attack("script in a title", PAGE, "title: <script>pwn</script>", "WRONG-TYPE"),
    Attack("end of an attribute", PAGE, "description: 'd\" onload=\"pwn'", "WRONG-TYPE"),
    Attack("another template", PAGE, "template: 404.html", "UNKNOWN-KEY"),
    Attack("not to be searched", PAGE, "search: {exclude: true}", "UNKNOWN-KEY"),
    Attack("another page", PAGE, "redirect: https://evil.example", "UNKNOWN-KEY"),
    Attack("seal", PAGE, "seal: x", "UNKNOWN-KEY"),
    Attack("part of the frame that is not", PAGE, "hide: [search]", "WRONG-TYPE"),
    Attack("program in a title", PAGE, "title: !!python/object/apply:os.system [id]", "YAML-SUBSET"),
    Attack("reordered title", PAGE, 'title: "a\\u202eb"', "INVISIBLE-SIGN"),
    Attack("lookalike title", PAGE, "title: рaris", "MIXED-SCRIPT"),
    Attack("title twice", PAGE, "title: x\ntitle: y", "DUPLICATE-KEY"),
]
YAML = [
    *attacks(
        DATA,
        "YAML-SUBSET",
        program="a: !!python/object/apply:os.system [id]",
        python_name="a: !!python/name:os.system ''",
        module="a: !!python/module:os ''",
        own_tag="a: !x y",
        environment="a: !ENV HOME",
        other_file="a: !include /etc/passwd",
        number_as_bytes="a: !!binary aGk=",
        set="a: !!set {x}",
        anchor="a: &a x",
        alias="a: &a [*a]",
        merge="a: &a {b: c}\nd: {<<: *a}",
        two_documents="a: b\n---\nc: d",
        list_as_a_key="? [a]\n: b",
        depth="[" * 60 + "]" * 60,
    ),
    *attacks(DATA, "DUPLICATE-KEY", key_twice="a: b\na: c"),
    *attacks(DATA, "YAML-SYNTAX", separator_of_lines="a: b\u2028c", null="a: b\x00", tab="a:\n\tb: c"),
]
IDS = [
    Attack(f"id: {name}", DATA, id, "WRONG-TYPE")
    for name, id in {
        "Cyrillic": "mоrocco",
        "Arabic": "المغرب",
        "capital": "Morocco",
        "accent": "algérie",
        "digits of Arabic": "m-٢",
        "full width": "ｍorocco",
        "folder above": "../x",
        "folder": "a/b",
        "absolute": "/etc",
        "drive": "c:x",
        "hidden": ".x",
        "index": "index",
        "percent": "a%2fb",
        "space": "a b",
        "line end": "a\nb",
        "option": "-x",
        "tag": "<b>",
        "Markdown": "[x](y)",
        "template": "{{ x }}",
        "quotation mark": "a'b",
        "query": "a?b",
        "fragment": "a#b",
        "joiner": "a\u200db",
        "override": "a\u202eb",
    }.items()
]
SECRET = "outside of the project, and read by nobody"
LINK = "->"
FILES = [
    Attack("page of HTML", "docs/fr/evil.html", "<script>pwn</script>", "FILE-REFUSED"),
    Attack("script", "docs/fr/evil.js", "pwn", "FILE-REFUSED"),
    Attack("script of the site", "docs/assets/javascripts/isnad.js", "pwn", "FILE-REFUSED"),
    Attack("style of the site", "docs/assets/stylesheets/isnad.css", "x{}", "FILE-REFUSED"),
    Attack("drawing", "docs/ar/evil.svg", "<svg onload='pwn'/>", "FILE-REFUSED"),
    Attack("page of a figure", "docs/ar/figures/attempts-2024/index.html", "x", "FILE-REFUSED"),
    Attack("robots", "docs/robots.txt", "x", "FILE-REFUSED"),
    Attack("name of the host", "docs/CNAME", "evil.example", "FILE-REFUSED"),
    Attack("headers of the host", "docs/_headers", "x", "FILE-REFUSED"),
    Attack("worker", "docs/sw.js", "x", "FILE-REFUSED"),
    Attack("picture outside of a language", "docs/x.png", "x", "FILE-REFUSED"),
    Attack("home of the other language", "docs/ar/fr.md", FRONT, "FILE-REFUSED"),
    Attack("page of the other language", "docs/ar/fr/rescues.md", FRONT, "FILE-REFUSED"),
    Attack("folder of the API", "docs/ar/api/v1.md", FRONT, "FILE-REFUSED"),
    Attack("folder of the theme", "docs/fr/assets/x.md", FRONT, "FILE-REFUSED"),
    Attack("name of a figure's page", "docs/fr/figures/attempts-2024.md", FRONT, "PAGE-PLACE"),
    Attack("page outside of a language", "docs/evil.md", FRONT, "PAGE-PLACE"),
    Attack("page of another ending", "docs/fr/evil.markdown", FRONT, "PAGE-ENDING"),
    Attack("tag in a name", "docs/fr/<img src=x onerror=pwn()>.md", FRONT, "FILE-REFUSED"),
    Attack("quotation mark in a name", 'docs/fr/a"b.md', FRONT, "FILE-REFUSED"),
    Attack("line end in a name", "docs/fr/a\n::error::b.md", FRONT, "FILE-REFUSED"),
    Attack("override in a name", "docs/fr/a\u202eb.md", FRONT, "FILE-REFUSED"),
    Attack("Cyrillic name", "docs/fr/рatrols.md", FRONT, "FILE-REFUSED"),
    Attack("capital in a name", "docs/fr/Rescues.md", FRONT, "FILE-REFUSED"),
    Attack("percent in a name", "docs/fr/%2e%2e.md", FRONT, "FILE-REFUSED"),
    Attack("two endings", "docs/fr/x.html.md", FRONT, "FILE-REFUSED"),
    Attack("name of a source", "seeds/..%2fx.yaml", "a: b", "WRONG-TYPE"),
    Attack("source by a Cyrillic name", "seeds/bilаn-2022.yaml", "a: b", "WRONG-TYPE"),
    Attack("link of a page", "docs/fr/patrols.md", LINK, "FILE-REFUSED"),
    Attack("link of a picture", "docs/fr/x.png", LINK, "FILE-REFUSED"),
    Attack("link of data", "data/glossary.yaml", LINK, "FILE-REFUSED"),
    Attack("link of a source", "seeds/evil.yaml", LINK, "FILE-REFUSED"),
    Attack("link of a fingerprint", "seeds/fingerprints/bilan-2022.txt", LINK, "FILE-REFUSED"),
    Attack("link of a folder of pages", "docs/fr/secrets", LINK, "FILE-REFUSED"),
    Attack("link of a folder of data", "data/more", LINK, "FILE-REFUSED"),
    Attack("large page", "docs/fr/large.md", FRONT + "x\n" * 140_000, "FILE-SIZE"),
    Attack("large picture", "docs/fr/large.png", "x" * 2_100_000, "FILE-SIZE"),
]
# What is text and nothing else, and stands in every text of a site: no check refuses it, and nothing may come of it.
INERT = (
    *("<script>pwn()</script>", "</script><script>pwn()</script>", "<img src=x onerror=pwn()>", "<svg onload=pwn()>"),
    *('"onmouseover="pwn()', "'onmouseover='pwn()", "javascript:pwn()", "[x](javascript:pwn())", "<javascript:pwn()>"),
    *("</title></article><script>pwn()</script>", "--><script>pwn()</script>", "]]><script>pwn()</script>", "<!--"),
    *("&lt;script&gt;pwn()&lt;/script&gt;", "{{ pwn() }}", "{% pwn %}", "{## pwn", "{: onclick=pwn() }", "{x.y}", "%s"),
    *(
        "@SUM(A)", "=HYPERLINK(A)", "+pwn", "`<b>`", "\\<b>", "*a* _b_ #", "|a|", "${pwn()}", "![x](y)", "~~~",
        "* * *", "isnad-slot-title isnad-slot-x",
    ),
)  # fmt: skip
PAGES = [*LINKS, *HTML, *TEMPLATES, *(each for each in SIGNS if each.file == PAGE)]
TEXTS = [each for each in SIGNS if each.file == DATA]
OF_SOURCES = [Attack(f"source, {name}", SEED, each, "ADDRESS-FORM") for name, each in ADDRESSES.items()]


def names(listed: list[Attack]) -> list[str]:
    return [each.name for each in listed]


def test_what_a_pull_request_must_not_steer_is_the_developers() -> None:
    """Whatever is not given to readers of articles or of languages belongs to those who know the code."""
    paths = owned()
    assert paths["code"] == ["*", "/mkdocs.yml"]
    others = {*paths["facts"], *paths["languages"]}
    assert others == {"/data/", "/seeds/", "/docs/", "/hooks/isnad/labels.yaml", "/hooks/isnad/rules.yaml"}


# Pages


def found_in(kb: KnowledgeBase, text: str) -> list[Problem]:
    """Return what is said of a page by a check; where that is nothing, by the audit of the page as it is finished."""
    page = render_page(kb, PAGE, text, Language.FR, "x.md")
    if page.problems:
        return list(page.problems)
    html = article(Phrases(kb, Language.FR, "x.md"), page.body, page.notes).html
    audit = Audit(kb, {language: Counts() for language in Language})
    audit.page(f"<nav></nav><article>{html}</article>", "fr/x.md", PAGE, text, Language.FR)
    return audit.problems


@pytest.mark.parametrize("attack", PAGES, ids=names(PAGES))
def test_an_attack_in_a_page(kb: KnowledgeBase, attack: Attack) -> None:
    found = found_in(kb, FRONT + attack.written)
    assert attack.said in {problem.code for problem in found}
    assert all(
        problem.path == PAGE and 1 <= problem.line <= (FRONT + attack.written).count("\n") + 1 for problem in found
    )


@pytest.mark.parametrize("attack", HEADS, ids=names(HEADS))
def test_an_attack_in_front_matter(kb: KnowledgeBase, attack: Attack) -> None:
    key = attack.written.partition(":")[0]
    given = [line for line in ("title: t", "description: d") if not line.startswith(key)]
    page = render_page(kb, PAGE, "\n".join(["---", *given, attack.written, "---", "", "# h"]), Language.FR, "x.md")
    assert attack.said in {problem.code for problem in page.problems}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_in_a_page(kb: KnowledgeBase, address: str) -> None:
    """As HTML, in which nothing of an address is lost; what Markdown makes of one is HTML too."""
    written = address.replace("&", "&amp;").replace('"', "&quot;")
    found = found_in(kb, f'{FRONT}<a href="{written}">x</a>')
    assert {problem.code for problem in found} & {"ADDRESS-FORM", "INVISIBLE-SIGN", "HTML-ACTIVE"}


def test_good_addresses_are_links(kb: KnowledgeBase) -> None:
    good = (
        *(
            "https://alalam.ma/تنسيق_a27071.amp.html",
            "https://xn--80ak6aa92e.com/",
            "http://alalam.ma:8080/a?b=c&d=(e)#f",
        ),
        *("mailto:editors@example.org", "https://موقع.وزارة-الاتصالات.مصر/", "#h", "?a=b"),
    )
    assert found_in(kb, FRONT + " ".join(f"[x]({each})" for each in good)) == []


HARMLESS = {
    "elements": "<b class='note'>a</b> H<sub>n</sub> <abbr title=\"x\">a</abbr> <br> <time>hier</time>",
    "block": "<div class=\"note\" markdown=\"1\">\n\n**a** `<b>`\n\n</div>",
    "details": "<details>\n<summary>a</summary>\nb\n</details>",
    "code": "`<script>` `{: onclick }`\n\n```html\n<script>pwn</script>\n<!-- x -->\n```",
    "isolates in code": "`a \u2067b\u2069 c`\n\n```\n\u2066a\u2069\n\u2067b \u2068c\u2069\u2069\n```",
    "code behind a macro": '{{ statements("patrols") }}\n\n    <script>pwn</script>',
    "comparison": "a < b & c > d",
    "Arabic and Latin": "لـFrontex وCOVID مع Al Alam ٤٣",
    "picture": "![bateau](boats.png)",
    "attributes": "## a { #b }\n\nc\n{: .warning title='d' }",
    "raised letters": "Mᵐᵉ Xª µ",
}  # fmt: skip


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_what_is_harmless_is_an_authors(kb: KnowledgeBase, body: str) -> None:
    problems = render_page(kb, PAGE, FRONT + body, Language.FR, "x.md").problems
    assert {problem.code for problem in problems} <= {"NUMBER-LOOSE"}


def test_unseen_signs_are_those_of_unicode() -> None:
    """All that Unicode calls a control, a format or a separator of lines, but the number signs of three scripts."""
    categories = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    every = {chr(code) for code in range(0x110000)}
    hidden = {sign for sign in every if unicodedata.category(sign) in categories} - set("\t\n")
    seen = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)}
    assert {sign for sign in hidden if not signs.unseen(sign)} == seen
    ordinary = {sign for sign in every if signs.is_ordinary(sign)}
    assert not ordinary & hidden
    assert {sign for sign in ordinary if sign.isdecimal()} == set("0123456789")
    assert {unicodedata.name(sign).split()[0] for sign in ordinary if sign.isalpha()} - signs.NO_SCRIPT <= signs.MAY_MIX


# Data and sources


def record(id: str, text: str) -> str:
    """Return an entity as YAML on one line, its signs written as YAML's own escapes."""
    written = "".join(sign if sign.isascii() and sign.isalnum() else f"\\U{ord(sign):08x}" for sign in text)
    return f'{json.dumps(id)}: {{kind: place, name: {{ar: ا, fr: "{written}"}}}}'


def converted(lines: list[str]) -> dict[int, str]:
    """Return the code of the problem on each line of a table of entities."""
    node, problems = parse("\n".join(lines), DATA)
    if node:
        converter = Converter(problems)
        converter.mapping(str, Entity, node)
    return {problem.line: problem.code for problem in problems}


def test_attacks_in_texts_of_the_data() -> None:
    found = converted([record(f"a-{number}", each.written) for number, each in enumerate(TEXTS)])
    assert {TEXTS[line - 1].name: code for line, code in found.items()} == {each.name: each.said for each in TEXTS}


def test_attacks_in_ids() -> None:
    found = converted([record(each.written, "a") for each in IDS])
    assert {IDS[line - 1].name: code for line, code in found.items()} == {each.name: each.said for each in IDS}


@pytest.mark.parametrize("attack", YAML, ids=names(YAML))
def test_an_attack_in_yaml(attack: Attack) -> None:
    assert attack.said in {problem.code for problem in parse(attack.written, DATA)[1]}


@pytest.mark.parametrize("attack", OF_SOURCES, ids=names(OF_SOURCES))
def test_an_address_of_an_article(kb: KnowledgeBase, attack: Attack) -> None:
    """What the form of a source lets pass, its rule refuses; here also what the form would refuse before."""
    found = Found(marks={"": Mark(SEED, 1, 1)}, value=attack.written, origin=Origin.OUTSIDE)
    source = kb.sources["bilan-2022"]
    for changed in (replace(source, url=found), replace(source, web_archive_url=found)):
        problems = check_addresses(replace(kb, sources={source.id: changed}))
        assert [problem.code for problem in problems] == [attack.said]


# Files


def test_attacks_by_files(project: ProjectCopy, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(f"{FRONT}{SECRET}", encoding="utf-8")
    for attack in FILES:
        path = project.root / attack.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if attack.written == LINK:
            path.unlink(missing_ok=True)
            path.symlink_to(outside if "folder" in attack.name else outside / "secret.md")
        else:
            path.write_text(attack.written, encoding="utf-8")
    problems = project.problems()
    told = {(problem.path, problem.code) for problem in problems}
    missed = [
        each.name
        for each in FILES
        if not any(each.said == code and f"{shown(each.file)}/".startswith(f"{path}/") for path, code in told)
    ]
    assert missed == []
    assert not any(SECRET in str(problem) for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)


def shown(path: str) -> str:
    """Return a path as problems name it."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in path)


# A finished site


class Tags(HTMLParser):
    """Collects what runs on a page: scripts that no program of ours writes, handlers, addresses that are programs."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if re.match("on|style$|srcdoc$", name) or not re.fullmatch("[a-z][a-z:-]*", name):
                self.running.append(self.get_starttag_text() or "")
            if name in ("href", "src", "action") and re.match(r"\s*(javascript|vbscript|data):", value or ""):
                self.running.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "pwn" in data and not data.lstrip().startswith('{"@context"'):
            self.running.append(data[:80])


TEXT = re.compile(r"(?m)^(\s+(?:- )?(?:ar|fr)|(?:ar|fr)): (?![{\"'])(\S.*)$")


ARABIC = re.compile("[\u0600-\u06ff]")


def followed(inert: list[str], text: re.Match[str]) -> str:
    """Return a text of a data file, and behind it all that is inert; an Arabic one stays mostly Arabic."""
    padding = [text[2]] * 40 if ARABIC.search(text[2]) else []
    return f"{text[1]}: {json.dumps(' '.join([text[2], *inert, *padding]), ensure_ascii=False)}"


@pytest.fixture(scope="module")
def hostile_site(rainfall: ProjectCopy) -> Path:  # noqa: F811 - the fixture
    """The site of another topic, every text of which ends in all that is inert: text, and to be nothing else."""
    for file in sorted([*(rainfall.root / "data").glob("*.yaml"), *(rainfall.root / "seeds").glob("*.yaml")]):
        # The name of the site is filled in as a label is: braces are refused there.
        inert = [each for each in INERT if "{" not in each or file.name != "site.yaml"]
        # A statement with all words of an entity's name would name it.
        inert = inert[::2] if file.name == "entities.yaml" else inert[1::2] if file.name == "events.yaml" else inert
        file.write_text(TEXT.sub(partial(followed, inert), file.read_text(encoding="utf-8")), encoding="utf-8")
    done = build(rainfall.root)
    assert done.returncode == 0, bare(done.stdout)
    return rainfall.root / "site"


def test_nothing_that_is_text_runs_on_a_finished_site(hostile_site: Path) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        tags = Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        assert tags.running == [], path.relative_to(hostile_site)
    for path in (*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.svg")):
        assert not [each for each in ElementTree.parse(path).iter() if each.tag.endswith("script")]
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in hostile_site.rglob("*.csv"):
        assert not re.search(r"(?m)^[=+@]|,[=+@]", path.read_text(encoding="utf-8-sig")), path


def test_nothing_that_is_text_runs_in_a_browser(hostile_site: Path, browser: Browser) -> None:
    """Pages, their proof cards, the table of all figures and the search, in which a script writes HTML."""
    context = browser.new_context()
    context.add_init_script("window.ran = 0; window.pwn = () => { window.ran += 1 }")
    page = context.new_page()
    with serve(hostile_site) as url:
        for path in ("fr/", "fr/figures/rain-2031/", "fr/figures/", "fr/glossary/", "figures/rain-2031/"):
            page.goto(url + path)
            page.evaluate(SETTLED)
            assert page.evaluate("window.ran") == 0, path
        page.goto(f"{url}fr/")
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("pluie")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert page.evaluate("window.ran") == 0
        assert page.locator(".md-search-result__list :is(script, img, svg[onload])").count() == 0
    context.close()
