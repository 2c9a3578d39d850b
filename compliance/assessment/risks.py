"""The risk study: what threatens people, what treats it, and the levels that the tables propose until a named person confirms them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from compliance.assessment.aipd_facts import Facts, Plain, text_of
from compliance.assessment.aipd_risk_model import Because, Conclusion, Consultation, ControlSeen, Measure, Offered, Rating, Risk
from compliance.assessment.aipd_statement import Source
from compliance.assessment.model import Finding
from compliance.assessment.verdicts import gravest
from compliance.base.problems import Position
from compliance.base.text import Text
from compliance.catalog.model import ControlParameter
from compliance.conditions.evaluate import compile_condition
from compliance.conditions.parse import parsed
from compliance.conditions.paths import ROOT
from compliance.conditions.step import Step, Truth

LOWEST, HIGHEST = 1, 4


class Study:
    """The tables of `risks.yaml` asked of one system."""

    def __init__(self, facts: Facts, tables: Plain, findings: Iterable[Finding]) -> None:
        self.facts, self.tables = facts, tables
        self.parameters = {name: ControlParameter(*value) for name, value in tables["parameters"].items()}
        self.scale = {row["value"]: row["level"] for row in tables["scales"]}
        self.verdicts: dict[str, list[Any]] = {}
        self.positions: dict[str, list[Position]] = {}
        for finding in findings:
            self.verdicts.setdefault(finding.control, []).append(finding.verdict)
            if finding.verdict != "not_applicable":
                self.positions.setdefault(finding.control, []).append(finding.position)
        privacy = facts.description.privacy
        self.dpia = privacy.dpia if privacy else None
        self.steps: dict[int, Step] = {}
        self.in_place: dict[str, Truth] = {row["id"]: self.truth(row["when"]) for row in tables["measures"]}

    def step(self, data: Any) -> Step:
        """A condition of the tables with its steps, asked once."""
        if id(data) not in self.steps:
            self.steps[id(data)] = compile_condition(parsed(data), ROOT, self.parameters).step((self.facts.description,), self.facts.world)
        return self.steps[id(data)]

    def truth(self, data: Any) -> Truth:
        """Whether a condition holds; left out means always."""
        return True if data is None else self.step(data).truth

    def read(self, data: Any) -> tuple[Source, ...]:
        """The places of the answers that made a condition hold; none where it holds of every system or cannot be told."""
        return self.facts.decided(self.step(data)) if data is not None else ()

    def offered(self, rows: Sequence[Plain], risk: str) -> tuple[Offered, ...]:
        """The sources, threats or impacts of a risk that are not excluded."""
        found = []
        for row in rows:
            truth = self.truth(row["when"])
            if truth is not False and risk in (row.get("risks") or [row.get("risk")]):
                found.append(Offered(row["id"], text_of(row["title"]), truth is True, row.get("level", 0), tuple(row.get("treated_by", ())), self.read(row["when"])))
        return tuple(found)

    def severity(self, risk: str) -> tuple[int, list[Because]]:
        """The first line that holds or is not excluded, then the adjustments."""
        line = next(row for row in self.tables["severity"] if row["risk"] == risk and self.truth(row["when"]) is not False)
        level: int = line["level"]
        because = [Because(text_of(line["reason"]), self.truth(line["when"]) is True, read=self.read(line["when"]))]
        for row in self.tables["adjustments"]:
            truth = self.truth(row["when"])
            if risk not in row["risks"] or truth is False or (truth is None and row["change"] < 0):
                continue
            moved = min(HIGHEST, max(row["floor"] if row["change"] < 0 else LOWEST, level + row["change"]))
            if moved != level:
                because.append(Because(text_of(row["reason"]), truth is True, moved - level, read=self.read(row["when"])))
                level = moved
        return level, because

    def likelihood(self, risk: str, after: bool = False) -> tuple[int, list[Because]]:
        """The usual level, the highest on one aggravating line, one off for each complete set; `after` takes every measure of the tables as in place."""
        row = next(entry for entry in self.tables["likelihood"] if entry["risk"] == risk)
        because = [Because(text_of(row["reason"]), True)]
        level: int = row["start"]
        worse = [(line, truth) for line in row["worse_when"] if (truth := self.truth(line["when"])) is not False]
        if worse:
            because += [Because(text_of(line["reason"]), truth is True, HIGHEST - level, (), HIGHEST, self.read(line["when"])) for line, truth in worse]
            level = HIGHEST
        for group in row["sets"]:
            needed = [item["id"] for item in group["measures"] if self.truth(item["only_if"]) is not False]
            complete = all(self.in_place[key] is True or after for key in needed) and (after or self.truth(group["when"]) is True)
            if complete and level > LOWEST:
                level -= 1
                because.append(Because(Text("", ""), True, -1, tuple(needed)))
        return level, because

    def conclusion(self, severity: int, likelihood: int) -> Conclusion:
        """What follows from two levels."""
        sides = tuple("high" if level >= self.tables["high"] else "low" for level in (severity, likelihood))
        row = next(entry for entry in self.tables["conclusions"] if (entry["severity"], entry["likelihood"]) == sides)
        return Conclusion(row["id"], text_of(row["text"]), row["consultation"])

    def risks(self, measures: Sequence[Measure]) -> tuple[Risk, ...]:
        """Every risk, a person's rating before the tables'."""
        stated = {entry.risk: entry for entry in (self.dpia.risks or [] if self.dpia else []) if entry.risk}
        return tuple(self._risk(row, stated.get(row["id"]), measures) for row in self.tables["risks"])

    def _risk(self, row: Plain, stated: Any, measures: Sequence[Measure]) -> Risk:
        key = row["id"]
        threats = self.offered(self.tables["threats"], key)
        severity, why_severe = self.severity(key)
        likelihood, why_likely = self.likelihood(key)
        later, why_later = self.likelihood(key, after=True)

        def rating(proposed: int, because: list[Because], name: str) -> Rating:
            said = getattr(stated, name, None)
            reason = getattr(stated, f"{name}_reason", None) or ""
            names = [name] * (said is not None) + [f"{name}_reason"] * bool(reason)
            places = tuple(self.facts.source((*stated.location, one)) for one in names)
            return Rating(proposed, tuple(because), self.scale.get(said) if said else None, reason, places)

        now, likely = rating(severity, why_severe, "severity"), rating(likelihood, why_likely, "likelihood")
        after_severity = rating(now.level, why_severe, "residual_severity")
        after_likelihood = rating(min(later, likely.level), why_later, "residual_likelihood")
        lists = {name: tuple(value) for name in ("impacts", "threats", "sources", "measures") if (value := getattr(stated, name, None)) is not None}
        confirmed = getattr(stated, "confirmed_on", None)
        return Risk(
            key, row["number"], row["letter"], row["kind"], row["first_question"], text_of(row["title"]),
            self.offered(self.tables["impacts"], key), threats, self.offered(self.tables["sources"], key),
            tuple(measure.id for measure in measures if measure.truth is True and key in measure.risks),
            now, likely, after_severity, after_likelihood,
            self.conclusion(now.level, likely.level), self.conclusion(after_severity.level, after_likelihood.level),
            self.facts.source(stated.location) if stated is not None else None, lists,
            getattr(stated, "confirmed_by", None) or "", confirmed if isinstance(confirmed, date) else None, self.facts.world.as_of,
        )  # fmt: skip

    def measures(self) -> tuple[Measure, ...]:
        """The measures of the tables, those shown by controls that pass, and those a person has written; one for each title."""
        written = {entry.title: entry for entry in (self.dpia.measures or [] if self.dpia else []) if entry.title}
        found = [*(self._table_measure(row) for row in self.tables["measures"]), *(measure for row in self.tables["from_controls"] if (measure := self._control_measure(row)))]
        titles = {title for measure in found for title in (measure.title.fr, measure.title.en)}
        told = [self._with_words(measure, written) for measure in found]
        for title, entry in written.items():
            if title not in titles:
                source = self.facts.source(entry.location)
                holds = tuple(risk.risk for risk in (self.dpia.risks or [] if self.dpia else []) if risk.risk and title in (risk.measures or []))
                told.append(Measure(title, Text(title, title), _slug(entry.family), "written", True, holds, (), (), (), (), (entry.content or "", source)))
        return tuple(told)

    def _with_words(self, measure: Measure, written: Mapping[str, Any]) -> Measure:
        entry = written.get(measure.title.fr) or written.get(measure.title.en)
        if entry is None:
            return measure
        words = (entry.content or "", self.facts.source(entry.location))
        return Measure(
            measure.id, measure.title, _slug(entry.family) or measure.slug, measure.kind, True, measure.risks, measure.treats, measure.controls, measure.read,
            measure.missing, words,
        )  # fmt: skip

    def _table_measure(self, row: Plain) -> Measure:
        step = self.step(row["when"])
        treats = [threat for threat in self.tables["threats"] if row["id"] in threat["treated_by"] and self.truth(threat["when"]) is not False]
        inside = [entry["risk"] for entry in self.tables["likelihood"] for group in entry["sets"] if row["id"] in [item["id"] for item in group["measures"]]]
        risks = tuple(risk["id"] for risk in self.tables["risks"] if risk["id"] in [*(threat["risk"] for threat in treats), *inside])
        controls = tuple(self._seen(key) for key in row["controls"] if self._verdict(key) != "not_applicable")
        return Measure(
            row["id"], text_of(row["title"]), row["slug"], "table", step.truth, risks, tuple(threat["id"] for threat in treats), controls, self.facts.read([step]),
            self.facts.open_in([step]) if step.truth is None else (),
        )  # fmt: skip

    def _control_measure(self, row: Plain) -> Measure | None:
        seen = self._seen(row["control"])
        if seen.verdict == "not_applicable":
            return None
        truth = {"pass": True, "fail": False}.get(seen.verdict)
        return Measure(row["control"], seen.title, row["slug"], "control", truth, tuple(row["risks"]), (), (seen,), (), ())

    def _seen(self, key: str) -> ControlSeen:
        return ControlSeen(key, self.facts.catalog.controls[key].title, self._verdict(key), tuple(dict.fromkeys(self.positions.get(key, ()))))

    def _verdict(self, key: str) -> str:
        return gravest(self.verdicts.get(key, ()))

    def consultation(self, risks: Sequence[Risk]) -> Consultation:
        """Whether the authority has to be consulted: the residual risk that is stated, else what the ratings leave."""
        said = self.dpia.residual_risk if self.dpia else None
        now = tuple(risk.id for risk in risks if risk.now.consultation)
        after = tuple(risk.id for risk in risks if risk.after.consultation)
        computed = max(min(risk.residual_severity.level, risk.residual_likelihood.level) for risk in risks)
        if said is not None and self.scale[said] >= self.tables["high"]:
            needed: Truth = True
        elif after:
            needed = True
        elif said is not None:
            needed = False
        else:
            needed = None if now else False
        answer = self.dpia.prior_consultation if self.dpia else None
        risk_read, answer_read = (
            (self.facts.source((*self.dpia.location, name)),) if self.dpia and value is not None else ()
            for name, value in (("residual_risk", said), ("prior_consultation", answer))
        )
        return Consultation(needed, said or "", answer or "", computed, now, after, self.facts.article(self.tables["requirement"]), risk_read, answer_read)


def _slug(family: str | None) -> str:
    return (family or "").removeprefix("knowledge_base.slugs.").removesuffix(".placeholder")


__all__ = ["Source", "Study"]
