"""The action plan of the impact assessment: measures that are not in place, controls that fail or cannot be judged, pairs that do not fit."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from compliance.assessment.aipd_facts import Facts, text_of
from compliance.assessment.aipd_model import Action, PairFinding
from compliance.assessment.aipd_risk_model import Measure
from compliance.assessment.aipd_statement import Source
from compliance.assessment.model import Assessment, Finding
from compliance.base.text import Text
from compliance.system.vocabulary import word_of

FRAMEWORK = "rgpd"
SEVERITY = ("blocking", "major", "minor")
TO_ACT_ON = ("to_correct", "improvable")


def actions(facts: Facts, assessment: Assessment, measures: Sequence[Measure], pairs: Iterable[PairFinding]) -> tuple[Action, ...]:
    """Every action, the gravest first: what is broken, then what is absent, then what nobody has said."""
    evaluations = _evaluations(facts)
    decided = {entry.target: entry for entry in evaluations if entry.target}
    controls = _controls(facts, assessment, measures, decided)
    found = [*_pairs(pairs, decided), *controls, *_measures(measures, decided, {action.key: action.open for action in controls})]
    named = {name for action in found for name in (action.key, action.title.fr, action.title.en)}
    titles = _titles(facts, measures)
    found += [
        _evaluated(facts, entry, titles[entry.target])
        for entry in evaluations
        if entry.target in titles and entry.target not in named and (entry.action or entry.status in TO_ACT_ON)
    ]
    return tuple(sorted(found, key=lambda action: (action.open, SEVERITY.index(action.severity) if action.severity else len(SEVERITY), action.kind != "pair", action.key)))


def unknown_targets(facts: Facts, measures: Sequence[Measure]) -> tuple[tuple[str, Source], ...]:
    """What evaluations are said to be about and nothing here bears the name of, with its place: an evaluation of nothing asks for nothing."""
    titles = _titles(facts, measures)
    return tuple((entry.target, facts.source((*entry.location, "target"))) for entry in _evaluations(facts) if entry.target and entry.target not in titles)


def _evaluations(facts: Facts) -> Sequence[Any]:
    privacy = facts.description.privacy
    return (privacy.dpia.evaluations or []) if privacy and privacy.dpia else []


def _titles(facts: Facts, measures: Sequence[Measure]) -> dict[str, Text]:
    """What an evaluation can be about, under every name it goes by: items, questions, risks, measures, pairs, controls."""
    tables = facts.catalog.texts["aipd"]
    questions = {row["id"]: text_of(row["title"]) for row in tables["draft"]["questions"]}
    titles = {row["id"]: text_of(row["title"]) for row in (*tables["draft"]["items"], *tables["activities"]["pairs"])} | questions
    titles |= {f"{row['item']}.{row['id']}": questions[row["id"]] for row in tables["draft"]["questions"]}
    titles |= {name: text_of(row["title"]) for row in tables["risks"]["risks"] for name in (row["id"], row["number"])}
    named = [*((key, control.title) for key, control in facts.catalog.controls.items()), *((measure.id, measure.title) for measure in measures)]
    privacy = facts.description.privacy
    cited = [title for risk in (privacy.dpia.risks or [] if privacy and privacy.dpia else []) for title in risk.measures or []]
    return {**{title: Text(title, title) for title in cited}, **{name: title for key, title in named for name in (key, title.fr, title.en)}, **titles}


def _evaluated(facts: Facts, entry: Any, title: Text) -> Action:
    """What an evaluator asks of a question, an item or a measure that no other action is about."""
    owner, due, action = _filled({entry.target: entry}, entry.target)
    place = facts.source(entry.location).position
    return Action(entry.target, "evaluation", title, None, "", "", False, (), (), (), (place,), owner, due, action or entry.comment or "")


def _filled(decided: dict[str, Any], *targets: str) -> tuple[str, date | None, str]:
    """Owner, due date and decision, where a person has given them for one of the names of an action."""
    entry = next((decided[target] for target in targets if target in decided), None)
    if entry is None:
        return "", None, ""
    return entry.owner or "", entry.due if isinstance(entry.due, date) else None, entry.action or ""


def _pairs(pairs: Iterable[PairFinding], decided: dict[str, Any]) -> list[Action]:
    by_id: dict[str, list[PairFinding]] = {}
    for pair in pairs:
        by_id.setdefault(pair.id, []).append(pair)
    found = []
    for key, listed in by_id.items():
        places = tuple(dict.fromkeys(source.position for pair in listed for source in pair.sources))
        first = listed[0]
        found.append(Action(key, "pair", first.title, first.remedy, first.severity, "", False, (), (first.article,), (), places, *_filled(decided, key)))
    return found


def _controls(facts: Facts, assessment: Assessment, measures: Sequence[Measure], decided: dict[str, Any]) -> list[Action]:
    """One action for each control that bears on the Regulation or on a measure of the study and fails, or cannot be judged."""
    catalog = facts.catalog
    bearing: dict[str, list[str]] = {}
    for row in catalog.frameworks[FRAMEWORK].rows:
        bearing.setdefault(row.control, []).append(f"{FRAMEWORK}:{row.requirement}")
    for seen in (seen for measure in measures for seen in measure.controls):
        bearing.setdefault(seen.id, [])
    by_control: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if finding.control in bearing and finding.verdict in ("fail", "unknown"):
            by_control.setdefault(finding.control, []).append(finding)
    risks = {control.id: measure.risks for measure in measures for control in measure.controls}
    found = []
    for key, listed in by_control.items():
        control = catalog.controls[key]
        failed = [finding for finding in listed if finding.verdict == "fail"]
        told = failed or listed
        roles = dict.fromkeys(word_of(".".join(part for part in place if isinstance(part, str))).asked_of for finding in listed for place in finding.missing)
        what, articles = catalog.text("controls", key, "remedy"), tuple(facts.article(reference) for reference in dict.fromkeys(bearing[key]))
        places, asked = tuple(dict.fromkeys(finding.position for finding in told)), () if failed else tuple(roles)
        filled = _filled(decided, key, control.title.fr, control.title.en)
        vague = not failed and not any(filled)
        ours = bool(failed) and all(finding.warning_only for finding in failed)
        found.append(Action(key, "control", control.title, what, control.severity, control.effort, vague, risks.get(key, ()), articles, asked, places, *filled, ours))
    return found


def _measures(measures: Sequence[Measure], decided: dict[str, Any], controls: dict[str, bool]) -> list[Action]:
    """One action for each measure of the tables that treats a threat and is not in place.

    A measure on which nobody has decided yet gives none where a control that bears on it has an action at least as firm: one gap, one line.
    """
    found = []
    for measure in measures:
        told = [controls[control.id] for control in measure.controls if control.id in controls]
        if any(not is_open or measure.truth is None for is_open in told) and not any(_filled(decided, measure.id, measure.title.fr, measure.title.en)):
            continue
        if measure.kind == "table" and measure.truth is not True and measure.treats:
            roles = tuple(dict.fromkeys(item.asked_of for item in measure.missing))
            places = tuple(dict.fromkeys(source.position for one in measure.read for source in one.sources))
            filled = _filled(decided, measure.id, measure.title.fr, measure.title.en)
            vague = measure.truth is None and not any(filled)
            found.append(Action(measure.id, "measure", measure.title, _asked(measure), "", "", vague, measure.risks, (), roles, places, *filled))
    return found


def _asked(measure: Measure) -> Text | None:
    """The questions that would settle a measure nobody has described."""
    if not measure.missing:
        return None
    return Text(" ".join(item.question.fr for item in measure.missing), " ".join(item.question.en for item in measure.missing))
