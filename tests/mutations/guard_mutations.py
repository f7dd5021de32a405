"""Damages to what true quotes are said to mean: nouns, roles, claims, names, parts; and to whole fingerprints."""

from collections.abc import Mapping
from itertools import permutations

from isnad.facts.fingerprints import fingerprint_path
from isnad.facts.model import Basis, EntityKind, Observation, Witness
from isnad.facts.record import NOT_GIVEN
from isnad.text import evidence
from isnad.text.languages import Language

from tests.mutations.mutations import Edit, Found, Material, kind, named_witnesses

# What became of something, and a multiple of it.
OUTCOME = {Language.AR: "منهوب", Language.FR: "volés"}
MAGNITUDE = {Language.AR: "ألف", Language.FR: "milliers de"}
DENIED = {Language.AR: "لم يثبت أن ", Language.FR: "Il n’est pas vrai que "}
DOUBTED = {Language.AR: "ربما ", Language.FR: "Peut-être que "}
ELSEWHERE = {Language.AR: " الإسبانية", Language.FR: " espagnole"}


@kind("unit: its noun says what became of it, or multiplies")
def loaded_nouns(material: Material) -> Found:
    kb = material.kb
    for name in dict.fromkeys(indicator.unit for indicator in kb.indicators.values()):
        for language in Language:
            forms = kb.units[name].forms
            outcome = {form: f"{noun} {OUTCOME[language]}" for form, noun in forms[language].items()}
            yield f"{name} ({language}): outcome", [material.put(forms.at(language), _flow(outcome))]
            larger = {**forms[language], "other": f"{MAGNITUDE[language]} {forms[language]['other']}"}
            yield f"{name} ({language}): magnitude", [material.put(forms.at(language), _flow(larger))]


def _flow(forms: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{form}: {noun}" for form, noun in forms.items()) + "}"


@kind("authority: who acts in the quote speaks")
def actors_that_speak(material: Material) -> Found:
    for observation in material.kb.observations.values():
        scope, authority = observation.scope, observation.stated_by
        for role in ("actor", "partner"):
            name = getattr(scope, role)
            if name and scope.basis is Basis.STATED and not scope.witnesses and name != authority.entity:
                edits = [material.put(authority.at("entity"), name), material.put(authority.at("basis"), "stated")]
                edits += [material.drop(authority.at(key)) for key in ("witnesses", "reason") if key in authority.marks]
                yield f"{observation.id}: the {role} {name}", edits


@kind("scope: taken from the quote of another paragraph")
def borrowed_scopes(material: Material) -> Found:
    figures = [fact for fact in material.proved if isinstance(fact, Observation)]
    for observation, other in permutations(figures, 2):
        if observation.citation.source != other.citation.source or other.scope.witnesses:
            continue
        apart = abs(_paragraph(material, other) - _paragraph(material, observation))
        stated = observation.scope.basis is other.scope.basis is Basis.STATED
        if stated and apart > 1 and other.scope.actor and not observation.scope.actor:
            lines = f"actor: {other.scope.actor}\nwitnesses:\n{_lines(other.quotation)}"
            edit = material.add_below(observation.scope.at("basis"), lines)
            yield f"{observation.id} from {other.id}", [edit]


def _paragraph(material: Material, observation: Observation) -> int:
    citation = observation.quotation
    return evidence.find(citation.quote, material.kb.fingerprints[citation.source])[0].paragraph


def _lines(witness: Witness) -> str:
    return f"  - quote: {witness.quote}\n    translation: '{witness.translation}'"


@kind("translation: denied, doubted, or of another country")
def turned_translations(material: Material) -> Found:
    for name, source, witness in named_witnesses(material):
        for what, before in (("denied", DENIED), ("doubted", DOUBTED)):
            said = before[source.language.targets[0]] + str(witness.translation)
            yield f"{name}: {what}", [material.say(witness.at("translation"), said)]
        said = str(witness.translation) + ELSEWHERE[source.language.targets[0]]
        yield f"{name}: another country", [material.say(witness.at("translation"), said)]


@kind("statement: denied or doubted in both languages")
def turned_statements(material: Material) -> Found:
    for statement in material.kb.statements.values():
        for what, before in (("denied", DENIED), ("doubted", DOUBTED)):
            edits = [material.say(statement.text.at(each), before[each] + statement.text[each]) for each in Language]
            yield f"{statement.id}: {what}", edits


@kind("statement: the text of another of its article")
def exchanged_texts(material: Material) -> Found:
    for one, other in permutations(material.kb.statements.values(), 2):
        if one.citation.source == other.citation.source:
            yield (
                f"{one.id} says {other.id}",
                [material.say(one.text.at(language), other.text[language]) for language in Language],
            )


@kind("entity: an office, a country or another's wording added")
def greedy_entities(material: Material) -> Found:
    entities = material.kb.entities
    for entity in entities.values():
        if entity.kind is EntityKind.OUTLET:
            continue
        for language in Language:
            yield (
                f"{entity.id} ({language}): country",
                [material.say(entity.name.at(language), entity.name[language] + ELSEWHERE[language])],
            )
        other = next(each for each in entities.values() if each is not entity and each.wordings)
        if entity.wordings:
            path, node = material.node(entity.at("wordings"))
            edit = Edit(path, node.start, node.start, f"- {other.wordings[0]}\n      ")
            yield f"{entity.id}: wording of {other.id}", [edit]


@kind("relation: a part of what it is no part of")
def false_parts(material: Material) -> Found:
    for indicator in material.kb.indicators.values():
        figures = [material.kb.observations[name] for name in indicator.observations]
        for part, whole in permutations(figures, 2):
            if part.part_of is None and part.value <= whole.value:
                yield f"{part.id} of {whole.id}", [material.add_below(part.at("precision"), f"part_of: {whole.id}")]


@kind("fingerprint: a line added, moved, changed")
def patched_fingerprints(material: Material) -> Found:
    for name in material.kb.fingerprints:
        path = fingerprint_path(name)
        text = material.texts[path]
        start = text.index("\n1 ")
        yield f"{name}: a hash added", [Edit(path, start + 3, start + 3, "0123456789abcdef ")]
        end = len(text)
        count = len(material.kb.fingerprints[name].paragraphs)
        yield f"{name}: a paragraph added", [Edit(path, end, end, f"{count} 0123456789abcdef\n")]


@kind("source: label of another publisher")
def other_labels(material: Material) -> Found:
    for name, source in material.kb.sources.items():
        if source.publisher is not NOT_GIVEN:
            arabic = material.say(source.label.at(Language.AR), "رويترز، حصيلة مدققة")
            yield name, [arabic, material.say(source.label.at(Language.FR), "Reuters, bilan vérifié")]
