"""Damages to periods, precisions, units, scopes, authorities, bases, relations, derived figures and dates."""

import datetime as dt
import re
from collections.abc import Iterator

from isnad.facts.model import Based, Basis, Observation, Statement
from isnad.facts.record import NOT_GIVEN
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.mutations.mutations import Edit, Found, Material, kind, type_of

# Periods, precision, units, scopes, authorities, bases.


def _shifted(day: dt.date, years: int) -> str:
    return f"{day.year + years:04}-{day.month:02}-{day.day:02}"


def _based(observation: Observation) -> str:
    return f"{observation.id} ({observation.period.basis} period)"


@kind("period: years moved")
def moved_years(material: Material) -> Found:
    for observation in material.kb.observations.values():
        period = observation.period
        for years in (-1, 1):
            start = material.put(period.at("start"), _shifted(period.start, years))
            yield f"{_based(observation)}: start {years:+}", [start]
            if period.end is not NOT_GIVEN:
                end = material.put(period.at("end"), _shifted(period.end, years))
                yield f"{_based(observation)}: end {years:+}", [end]
                yield f"{_based(observation)}: both {years:+}", [start, end]


@kind("period: months moved")
def moved_months(material: Material) -> Found:
    for observation in material.kb.observations.values():
        period = observation.period
        start = material.put(period.at("start"), f"{period.start.year}-02-01")
        yield f"{_based(observation)}: starts in February", [start]
        if period.end is not NOT_GIVEN:
            for month, day in ((8, 31), (10, 31), (12, 31), (9, 30)):
                end = material.put(period.at("end"), f"{period.end.year}-{month:02}-{day}")
                yield f"{_based(observation)}: ends in month {month}", [end]


@kind("period: end dropped, or given where it is not")
def ends_dropped_or_given(material: Material) -> Found:
    for observation in material.kb.observations.values():
        period = observation.period
        new = f"{period.start.year}-12-31" if period.end is NOT_GIVEN else str(NOT_GIVEN)
        yield f"{_based(observation)}: end {period.end} → {new}", [material.put(period.at("end"), new)]


@kind("precision: another one")
def other_precisions(material: Material) -> Found:
    for observation in material.kb.observations.values():
        for other in Precision:
            if other is not observation.precision:
                edit = material.put(observation.at("precision"), other)
                yield f"{observation.id}: {observation.precision} → {other}", [edit]


@kind("unit of an indicator: another one")
def other_units(material: Material) -> Found:
    used = dict.fromkeys(indicator.unit for indicator in material.kb.indicators.values())
    for indicator in material.kb.indicators.values():
        for unit in used:
            if unit != indicator.unit:
                yield f"{indicator.id}: {indicator.unit} → {unit}", [material.put(indicator.at("unit"), unit)]


@kind("unit: its noun that of another unit")
def other_nouns(material: Material) -> Found:
    used = list(dict.fromkeys(indicator.unit for indicator in material.kb.indicators.values()))
    for unit, other in zip(used, used[1:] + used[:1], strict=True):
        for language in Language:
            mark = material.kb.units[unit].forms.at(language)
            new = material.written(material.kb.units[other].forms.at(language))
            yield f"{unit} ({language}) → {other}", [material.put(mark, new)]


def _entities(material: Material, name: str) -> list[str]:
    """Return the two entities of the same kind that follow one, for want of any, others."""
    kb = material.kb
    names = list(kb.entities)
    turned = names[names.index(name) + 1 :] + names[: names.index(name)]
    return sorted(turned, key=lambda other: kb.entities[other].kind is not kb.entities[name].kind)[:2]


@kind("scope: another entity")
def other_scopes(material: Material) -> Found:
    for observation in material.kb.observations.values():
        scope = observation.scope
        for slot in ("actor", "partner", "place", "origin"):
            name = getattr(scope, slot)
            for other in _entities(material, name) if name else ():
                edit = material.put(scope.at(slot), other)
                yield f"{observation.id} ({scope.basis} {slot}): {name} → {other}", [edit]


@kind("authority: another entity")
def other_authorities(material: Material) -> Found:
    facts: list[Observation | Statement] = [*material.kb.observations.values(), *material.kb.statements.values()]
    for fact in facts:
        authority = fact.stated_by
        for other in _entities(material, authority.entity):
            edit = material.put(authority.at("entity"), other)
            yield f"{type_of(fact)} {fact.id} ({authority.basis}): {authority.entity} → {other}", [edit]


def _bases(material: Material, basis: Basis) -> Iterator[tuple[str, Based]]:
    for fact in material.kb.facts():
        for name, based in fact.bases().items():
            if based.basis is basis:
                yield f"{type_of(fact)} {fact.id} {name}", based


@kind("basis: inferred → stated, reason removed")
def claimed_as_stated(material: Material) -> Found:
    for name, based in _bases(material, Basis.INFERRED):
        yield name, [material.put(based.at("basis"), "stated"), material.drop(based.at("reason"))]


@kind("basis: inferred → stated, reason kept")
def stated_with_reason(material: Material) -> Found:
    for name, based in _bases(material, Basis.INFERRED):
        yield name, [material.put(based.at("basis"), "stated")]


@kind("basis: stated → inferred, without reason")
def inferred_without_reason(material: Material) -> Found:
    for name, based in _bases(material, Basis.STATED):
        yield name, [material.put(based.at("basis"), "inferred")]


@kind("basis: stated → inferred, with a reason")
def inferred_with_reason(material: Material) -> Found:
    for name, based in _bases(material, Basis.STATED):
        edit = material.put(based.at("basis"), "inferred")
        yield name, [edit, material.add_below(based.at("basis"), "reason:\n  ar: سبب\n  fr: une raison")]


@kind("basis: a witness removed")
def removednamed_witnesses(material: Material) -> Found:
    for name, based in _bases(material, Basis.STATED):
        if based.witnesses:
            yield name, [material.drop(based.at("witnesses"))]


# Relations, derived figures, events.


@kind("relation: changed or removed")
def other_relations(material: Material) -> Found:
    for observation in material.kb.observations.values():
        for name in ("rounds", "part_of", "base", "superseded_by"):
            if getattr(observation, name):
                edit = material.drop(observation.at(name))
                yield f"{observation.id}: {name} removed", [edit]
        for name in ("rounds", "part_of"):
            for other in material.kb.indicator_of[observation.id].observations if getattr(observation, name) else ():
                edit = material.put(observation.at(name), other)
                yield f"{observation.id}: {name} {getattr(observation, name)} → {other}", [edit]


@kind("derived figure: inputs swapped, replaced, formula changed")
def other_derivations(material: Material) -> Found:
    for name, derived in material.kb.derived.items():
        path, node = material.node(derived.at("of"))
        written = material.texts[path][node.start : node.end]
        first, second = derived.of
        swapped = written.replace(first, "\0").replace(f"- {second}", f"- {first}").replace("\0", second)
        yield f"{name}: swapped", [Edit(path, node.start, node.end, swapped)]
        for old in (first, second):
            for other in material.kb.observations:
                new = re.sub(rf"- {old}(?![\w-])", f"- {other}", written)
                yield f"{name}: {old} → {other}", [Edit(path, node.start, node.end, new)]
        for formula in ("share", "change", "difference"):
            yield f"{name}: {formula}", [material.put(derived.at("formula"), formula)]


@kind("event: date changed")
def other_dates(material: Material) -> Found:
    for name, event in material.kb.events.items():
        new = ["2025-03-27", "2025-01-30"]
        if event.date is not NOT_GIVEN:
            day = event.date
            moved = [day + dt.timedelta(days) for days in (-1, 1, -14, 31)]
            new = [str(NOT_GIVEN), _shifted(day, 1), _shifted(day, -1), *map(str, moved)]
        for date in new:
            yield f"{name}: {event.date} → {date}", [material.put(event.at("date"), date)]
