"""Damages to the records of sources and to their fingerprints."""

import datetime as dt
import re
from collections.abc import Iterator

from isnad.checks import citations
from isnad.facts import fingerprints
from isnad.facts.model import EntityKind, Source
from isnad.facts.record import NOT_GIVEN
from isnad.text import evidence

from tests.mutations.mutations import Edit, Found, Material, kind, named_witnesses


@kind("source record: title changed")
def other_titles(material: Material) -> Found:
    for source in material.kb.sources.values():
        if source.title is not NOT_GIVEN:
            words = source.title.value.split(" ")
            for at in range(len(words)):
                new = " ".join([*words[:at], *words[at + 1 :]])
                yield f"{source.id}: without «{words[at]}»", [material.say(source.title.at("value"), new)]


@kind("source record: publisher, author, date or address changed")
def other_details(material: Material) -> Found:
    for source in material.kb.sources.values():
        for name, new in (
            ("publisher", _other_outlet(material, source)),
            ("authors", "[محمد]"),
            ("published", "2025-06-30"),
            ("published", "2024-02-01"),
            ("url", "https://example.org/1"),
        ):
            detail = getattr(source, name)
            if detail is not NOT_GIVEN:
                yield f"{source.id}: {name} → {new}", [material.put(detail.at("value"), new)]
                yield f"{source.id}: {name} → not-given", [_not_given(material, source, name)]


def _other_outlet(material: Material, source: Source) -> str:
    """Return an outlet that did not publish an article."""
    outlets = (entity.id for entity in material.kb.entities.values() if entity.kind is EntityKind.OUTLET)
    return next((name for name in outlets if source.publisher is NOT_GIVEN or name != source.publisher.value), "nobody")


def _not_given(material: Material, source: Source, name: str) -> Edit:
    edit = material.drop(source.at(name))
    return edit._replace(new=f"{name}: not-given\n")


@kind("source record: SHA-256 changed")
def other_hashes(material: Material) -> Found:
    for source in material.captured:
        written = source.captured.sha256
        for at in (0, 31, 63):
            new = f"{written[:at]}{int(written[at], 16) ^ 1:x}{written[at + 1 :]}"
            yield f"{source.id}: digit {at + 1}", [material.put(source.captured.at("sha256"), new)]


@kind("source record: number of paragraphs changed")
def other_paragraph_counts(material: Material) -> Found:
    for source in material.captured:
        lines = list(source.captured.paragraph_lines)
        for what, new in (("one fewer", lines[:-1]), ("one more", [*lines, lines[-1] + 2])):
            yield f"{source.id}: {what}", [material.put(source.captured.at("paragraph_lines"), str(new))]


@kind("source record: archive line or file changed")
def other_lines(material: Material) -> Found:
    for source in material.captured:
        capture, lines = source.captured, list(source.captured.paragraph_lines)
        moved = str([*lines[:-1], lines[-1] + 1])
        yield f"{source.id}: last paragraph", [material.put(capture.at("paragraph_lines"), moved)]
        yield f"{source.id}: file", [material.put(capture.at("file"), "other.txt")]
        if capture.title_line is not NOT_GIVEN:
            yield f"{source.id}: title", [material.put(capture.at("title_line"), str(capture.title_line + 1))]


def _rows(material: Material, source: str) -> Iterator[tuple[str, list[re.Match[str]]]]:
    """Yield the first word of each line of a fingerprint file, and its hashes where they stand."""
    text = material.texts[fingerprints.fingerprint_path(source)]
    for line in re.finditer(r"(?m)^(?!#)(\w+) (.*)$", text):
        yield line[1], list(re.compile(r"\w+").finditer(text, line.start(2), line.end(2)))


def _flipped(path: str, word: re.Match[str]) -> Edit:
    first = f"{int(word.group()[0], 16) ^ 1:x}"
    return Edit(path, word.start(), word.start() + 1, first)


@kind("fingerprint: a hash under a quote changed")
def damaged_evidence(material: Material) -> Found:
    for name, source, witness in named_witnesses(material):
        path = fingerprints.fingerprint_path(source.id)
        rows = dict(_rows(material, source.id))
        place = evidence.find(witness.quote, material.kb.fingerprints[source.id])[0]
        size = len(evidence.shingles(witness.quote))
        for at in sorted({place.first, place.first + size - 1}):
            yield f"{name}: § {place.paragraph}, hash {at + 1}", [_flipped(path, rows[str(place.paragraph)][at])]


@kind("fingerprint: a hash under no quote changed")
def damaged_rest(material: Material) -> Found:
    for source, made in material.kb.fingerprints.items():
        used = set()
        for from_, witness in citations.witnesses(material.kb):
            for place in evidence.find(witness.quote, made) if from_.id == source else ():
                size = len(evidence.shingles(witness.quote))
                used |= {(str(place.paragraph), at) for at in range(place.first, place.first + size)}
        for row, words in _rows(material, source):
            free = [word for at, word in enumerate(words) if row not in ("sha256", "0") and (row, at) not in used]
            for word in free[:1]:
                yield f"{source}: § {row}", [_flipped(fingerprints.fingerprint_path(source), word)]


@kind("fingerprint: a paragraph removed, SHA-256 changed")
def removed_paragraphs(material: Material) -> Found:
    for source in material.kb.fingerprints:
        path = fingerprints.fingerprint_path(source)
        text = material.texts[path]
        lines = list(re.finditer(r"(?m)^(?!#)(\w+)( .*)?\n", text))
        for number, line in enumerate(lines):
            if line[1] == "sha256":
                yield (
                    f"{source}: SHA-256",
                    [Edit(path, line.end() - 2, line.end() - 1, "0" if text[line.end() - 2] != "0" else "1")],
                )
                continue
            yield f"{source}: § {line[1]}", [Edit(path, line.start(), line.end(), "")]
            after = "".join(f"{int(rest[1]) - 1}{rest[2] or ''}\n" for rest in lines[number + 1 :])
            yield f"{source}: § {line[1]}, the rest renumbered", [Edit(path, line.start(), len(text), after)]


@kind("fingerprint: two paragraphs swapped")
def swapped_paragraphs(material: Material) -> Found:
    for source in material.kb.fingerprints:
        path = fingerprints.fingerprint_path(source)
        lines = [line for line in re.finditer(r"(?m)^(\d+) (.*)$", material.texts[path]) if line[1] != "0"]
        for one, two in zip(lines[::2], lines[1::2], strict=False):
            edits = [Edit(path, one.start(2), one.end(2), two[2]), Edit(path, two.start(2), two.end(2), one[2])]
            yield f"{source}: § {one[1]} ↔ § {two[1]}", edits


@kind("reviewed: a day later")
def other_reviews(material: Material) -> Found:
    for observation in material.kb.observations.values():
        later = str(observation.reviewed + dt.timedelta(1))
        yield f"{observation.id} → {later}", [material.put(observation.at("reviewed"), later)]
