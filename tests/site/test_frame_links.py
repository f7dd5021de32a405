"""The help of the search: the topics are listed, unless there are more than a reader looks through."""

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN
from isnad.phrases.phrases import Phrases
from isnad.site import frame_links
from isnad.site.frame_links import search_help
from isnad.site.listed import Listed
from isnad.text.languages import Language


@pytest.mark.parametrize("language", list(Language), ids=str)
def test_very_many_topics_are_left_to_the_menu(
    kb: KnowledgeBase, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {f"{language}/{topic}.md": Listed(language, f"{topic}.md", topic, "", NOT_GIVEN) for topic in kb.topics}
    found = search_help(Phrases(kb, language), pages)
    assert [words for _, words in found.topics] == list(kb.topics)
    assert found.years.endswith(":")
    monkeypatch.setattr(frame_links, "MOST_TOPICS", len(kb.topics) - 1)
    found = search_help(Phrases(kb, language), pages)
    assert found.topics == []
    assert found.years.endswith(".")
