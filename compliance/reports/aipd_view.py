"""Prepares what the templates of the impact assessment see: nothing that they would have to compute."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.assessment.aipd_model import Action, Activity, Aipd, Answer, GroupResult, Listing, OpenQuestion
from compliance.assessment.aipd_risk_model import Measure, Offered, Rating, Risk
from compliance.assessment.aipd_statement import Missing, Source, Statement, Subject
from compliance.base.rich import normal
from compliance.base.text import Text
from compliance.conditions.step import Step, reads
from compliance.reports import aipd_words
from compliance.reports.pages import Strings
from compliance.reports.reasons import Reason, reasons
from compliance.reports.typography import typeset
from compliance.reports.words import Words
from compliance.system.vocabulary import role_label

if TYPE_CHECKING:
    from markupsafe import Markup

STATES = {"true": True, "none": None, "false": False}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its words, where it comes from, and whether a missing fact leaves it open."""

    text: str
    places: Sequence[str] = ()
    certain: bool = True
    level: int = 0
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing a person has to say, the field it belongs to, and the things it is asked of."""

    text: str
    path: str
    subjects: tuple[str, ...]


class View:
    """One draft in one language."""

    def __init__(self, draft: Aipd, words: Words, texts: Strings) -> None:
        self.draft, self.words, self.t = draft, words, texts
        self._questions = {answer.id: answer for answer in draft.answers}
        self._asked_in = {id(question): answer.id for answer in draft.answers for question in answer.open}
        self._risks = {risk.id: risk for risk in draft.risks}
        self._measures = {measure.id: measure for measure in draft.measures}
        self._scales = {scale.level: scale for scale in draft.scales}
        self._titles = {item.id: item.title for group in draft.need.groups for item in group.items}

    def pair(self, title: Mapping[str, str]) -> str:
        """A title of the layout."""
        return title[self.words.language]

    def question(self, key: str) -> Answer:
        """One question of the draft."""
        return self._questions[key]

    def risk(self, key: str) -> Risk:
        """One risk."""
        return self._risks[key]

    def told(self, statement: Statement) -> aipd_words.Told:
        """One statement as a sentence."""
        return aipd_words.told(statement, self.words)

    def places(self, statements: Iterable[Statement]) -> list[str]:
        """Where some statements come from."""
        return self.places_at(source for one in statements for source in one.sources)

    def places_at(self, sources: Iterable[Source]) -> list[str]:
        """Where something comes from."""
        return aipd_words.places(sources, self.draft.file)

    def places_of(self, subject: Subject) -> list[str]:
        """Where one object and what is said of it come from."""
        return self.places_at([subject.source, *(source for one in subject.statements for source in one.sources)])

    def positions(self, found: Iterable[Any]) -> list[str]:
        """Places in the description."""
        return aipd_words.positions(found, self.draft.file)

    def listed(self, listing: Listing) -> list[Subject]:
        """The objects of a list; those of which the same is said stand on one line."""
        groups: dict[object, list[Subject]] = {}
        for subject in listing.subjects:
            said = tuple((one.say, repr(one.value), one.names) for one in subject.statements)
            groups.setdefault(said or id(subject), []).append(subject)
        return [_together(group) for group in groups.values()]

    def remarks(self, key: str) -> list[str]:
        """What the facts lead to say about a question, beside the answers themselves."""
        return [self.words.text(part.say) for part in self._questions[key].parts if isinstance(part, Statement) and "{value}" not in part.say.fr]

    def value(self, value: Any) -> str:
        """A value in words; a date as it is written in a letter."""
        return self.words.value(value) if value is not None else self.t("blank")

    def value_of(self, subject: Subject, *paths: str) -> str:
        """The values of some fields of one object."""
        return ", ".join(aipd_words.value_of(one, self.words) for path in paths for one in subject.statements if one.path == path)

    def rich(self, text: str) -> "Markup":
        """A person's text, kept to paragraphs, lists, bold and italics."""
        from markupsafe import Markup

        return Markup(normal(text))  # noqa: S704 - `normal` escapes everything but a few elements without attributes

    def answer(self, truth: bool | None) -> str:
        """Yes, no or unknown, as a key of the strings."""
        return {True: "yes", False: "no", None: "unknown"}[truth]

    def level(self, number: int) -> str:
        """The name of a level."""
        return self.words.text(self._scales[number].label)

    def number(self, key: str) -> str:
        """The number of an item inside its list."""
        return key.partition(":")[2] if ":" in key and key.partition(":")[2].isdigit() else ""

    def items(self, keys: Iterable[str]) -> str:
        """Some items of the need test by their titles."""
        return self.words.say("join").join(dict.fromkeys(self.words.text(self._titles[key]) for key in keys))

    def grounds(self) -> list[str]:
        """The items that decide, what the organisation merely declares left aside."""
        declared = {item.id for group in self.draft.need.groups for item in group.items if not item.counted}
        return [key for key in self.draft.need.deciding if key not in declared] or list(self.draft.need.deciding)

    def reasons(self, step: Any) -> tuple[Reason, ...]:
        """The steps behind an item, in words."""
        return reasons(step, self.words, reads=False)

    def read_at(self, step: Step) -> list[str]:
        """Where the answers behind a step stand."""
        found = [leaf.location for leaf in reads(step) if leaf.found is not None and leaf.location]
        return aipd_words.positions((self.draft.positions[location] for location in found if location in self.draft.positions), self.draft.file)

    def groups(self) -> list[GroupResult]:
        """The groups of the need test, a mere recommendation only where it matters."""
        open_outcome = self.draft.need.outcome in ("recommended", "undetermined", "not_required")
        return [group for group in self.draft.need.groups if group.outcome != "recommended" or open_outcome]

    def labels(self, missing: Iterable[Missing]) -> str:
        """The fields that are missing."""
        return ", ".join(dict.fromkeys(self.words.text(item.label) for item in missing))

    def left_of(self, activity: Activity) -> tuple[Missing, ...]:
        """What an activity lacks and no question of the document asks for."""
        asked = {item.path for answer in self.draft.answers for item in answer.missing}
        return tuple(item for item in (*activity.missing, *activity.route.missing) if item.path not in asked)

    def by_role(self, missing: Iterable[Missing], questions: Iterable[OpenQuestion] = ()) -> list[tuple[str, list[Asked]]]:
        """What is missing, by the role it is asked of; each thing once."""
        found: dict[str, dict[tuple[str, str], Asked]] = {}
        for item in questions:
            text, question = self.words.text(item.ask), self._asked_in.get(id(item))
            path = self.t("question.field", question=question) if question else ""
            found.setdefault(item.asked_of, {})[text, path] = Asked(text, path, ())
        for one in missing:
            text = self.words.text(one.question)
            known = found.setdefault(one.asked_of, {}).get((text, one.path))
            subjects = tuple(dict.fromkeys((*(known.subjects if known else ()), *one.subjects)))
            found[one.asked_of][text, one.path] = Asked(text, one.path, subjects)
        return [(self.words.text(role_label(role)), list(listed.values())) for role, listed in found.items()]

    def everything(self) -> list[tuple[str, list[Asked]]]:
        """Every question of the document, by role."""
        missing = [item for answer in self.draft.answers for item in answer.missing] + list(self.draft.need.missing)
        missing += [item for activity in self.draft.activities for item in (*activity.missing, *activity.route.missing)]
        missing += [item for measure in self.draft.measures if measure.treats for item in measure.missing]
        return self.by_role(missing, [question for answer in self.draft.answers for question in answer.open])

    def measures(self, state: str) -> list[Measure]:
        """The measures in one state; what is absent or unknown only where it would treat a threat."""
        return [measure for measure in self.draft.measures if measure.truth is STATES[state] and (measure.truth is True or measure.treats)]

    def read(self, measure: Measure) -> list[Line]:
        """The answers that show a measure, the same answer told once."""
        return [
            Line(aipd_words.reading(first, len(listed), self.words), self.places(listed)) for first, listed in aipd_words.grouped(measure.read)
        ]  # fmt: skip

    def titles(self, risk: Risk) -> list[str]:
        """The titles of the measures that treat a risk: a person's list before ours, each title in the language of the document."""
        stated = risk.stated_lists.get("measures")
        known = {title: measure.title for measure in self.draft.measures for title in (measure.title.fr, measure.title.en)}
        listed = [known.get(title, Text(title, title)) for title in stated] if stated is not None else [self._measures[key].title for key in risk.measures]
        return list(dict.fromkeys(self.words.text(title) for title in listed))

    def offered(self, risk: Risk, name: str) -> list[Line]:
        """Sources, threats or impacts of a risk: a person's list before ours."""
        stated = risk.stated_lists.get(name)
        if stated is not None:
            return [Line(text, self.places_at([risk.stated] if risk.stated else [])) for text in stated]
        rows: tuple[Offered, ...] = getattr(risk, name)
        return [
            Line(
                self.words.text(row.title), self.grounds_of(row.read, row.certain), row.certain, row.level,
                tuple(self._measures[key] for key in row.treated_by if key in self._measures),
            ) for row in rows
        ]  # fmt: skip

    def grounds_of(self, read: Sequence[Source], certain: bool = True) -> list[str]:
        """On what an entry of the tables rests: the answers that decided it, else the method; nothing where the deciding answer is missing."""
        if not certain:
            return []
        return self.places_at(read) or [self.t("from.tables")]

    def confirmation(self, risk: Risk) -> str:
        """Who stands behind the levels of a risk, and how far."""
        if risk.confirmed_on is None or not risk.signed:
            return self.t("risk.proposed")
        return self.t(f"risk.{risk.confirmation}", by=risk.confirmed_by, date=self.words.value(risk.confirmed_on))

    def because(self, rating: Rating) -> list[Line]:
        """The reasons of a proposed level; those that lead to the same level with the same certainty together."""
        found = []
        told: set[tuple[int, bool]] = set()
        for reason in rating.because:
            text = self.words.text(reason.text)
            if reason.level:
                if (reason.level, reason.certain) in told:
                    continue
                told.add((reason.level, reason.certain))
                alike = [one for one in rating.because if (one.level, one.certain) == (reason.level, reason.certain)]
                text = self.t("because.to" if reason.certain else "because.unsaid", list=", ".join(self.words.text(one.text) for one in alike), level=reason.level)
                found.append(Line(text, self.grounds_of([place for one in alike for place in one.read], reason.certain), True))
                continue
            places = self.grounds_of(reason.read, reason.certain)
            if reason.measures:
                held = all(self._measures[key].truth is True for key in reason.measures)
                shown = [source for key in reason.measures for one in self._measures[key].read for source in one.sources]
                places = self.grounds_of(shown if held else ())
                text = self.t("because.set" if held else "because.planned", list=", ".join(self.words.text(self._measures[key].title) for key in reason.measures))
            elif reason.change:
                text = self.t("because.lowered" if reason.change < 0 else "because.raised", text=text)
            found.append(Line(text, places, reason.certain))
        return found

    def risk_titles(self, keys: Iterable[str]) -> str:
        """Some risks by their titles."""
        return self.words.say("join").join(self.words.text(self._risks[key].title) for key in keys)

    def actions_by_role(self, actions: Iterable[Action]) -> list[tuple[str, list[Action]]]:
        """Points to establish, by the first role they are asked of."""
        found: dict[str, list[Action]] = {}
        for action in actions:
            found.setdefault(action.asked_of[0] if action.asked_of else "dpo", []).append(action)
        return [(self.words.text(role_label(role)), listed) for role, listed in found.items()]

    def typeset(self, text: str) -> str:
        """A text of ours with its no-break spaces."""
        return typeset(text, self.words.language)


def _together(group: Sequence[Subject]) -> Subject:
    """Objects of which the same is said, as one: their names in a row, all their places."""
    first = group[0]
    if len(group) == 1:
        return first
    columns = zip(*(subject.statements for subject in group), strict=True)
    sources = tuple(subject.source for subject in group)
    told = tuple(replace(column[0], sources=(*sources, *(source for one in column for source in one.sources))) for column in columns)
    return replace(first, name=", ".join(subject.name for subject in group), statements=told)


def day(value: Any, words: Words) -> str:
    """A date in words, an empty text when there is none."""
    return words.value(value) if isinstance(value, date) else ""


__all__ = ["Text", "View", "day"]
