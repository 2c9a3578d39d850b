"""Fills the sections of a document from the description: one sentence for each answer, one question for each answer that nobody has given."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from compliance.assessment.ai_act_drafts_grounds import deciding
from compliance.assessment.ai_act_drafts_model import Listing, SectionResult, Standing
from compliance.assessment.aipd_facts import Facts, Plain, gathered, text_of
from compliance.assessment.aipd_model import OpenQuestion
from compliance.assessment.aipd_statement import Missing, Statement, Subject
from compliance.assessment.processing import statement, subject_of, value_at

Parts = list[Statement | Listing | Standing]


class Sections:
    """Fills sections for one system, for the roles that its classification gives the organisation."""

    def __init__(self, facts: Facts, roles: tuple[str, ...], standing: Callable[[str], Standing]) -> None:
        self.facts, self.roles, self.standing = facts, roles, standing

    def section(self, row: Plain) -> SectionResult:
        """One section: without object only when its condition is shown not to hold."""
        step = self.facts.step(row["given"]) if row["given"] else None
        applies = step.truth if step is not None else True
        parts: Parts = []
        missing: list[Missing] = []
        asks: list[OpenQuestion] = []
        if applies is not False:
            missing += self.facts.open_in([step]) if step is not None and applies is None else ()
            for part in row["parts"]:
                self._part(part, parts, missing, asks)
        articles = tuple(self.facts.article(reference) for reference in row["articles"])
        return SectionResult(
            row["id"], text_of(row["title"]), articles, text_of(row["citation"]) if row["citation"] else None, self._expects(row), row["voice"], applies,
            self.facts.read(deciding(step, self.facts)) if step is not None and applies is False else (), tuple(parts), gathered(missing), tuple(asks),
        )  # fmt: skip

    def _expects(self, row: Plain) -> Any:
        """What the provision expects here: the words of the table, else those of the catalog; nothing under a citation of our own, which the provision does not say alone."""
        if row["expects"] or row["citation"] or row["voice"] != "record":
            return text_of(row["expects"]) if row["expects"] else None
        return self.facts.catalog.text("requirements", row["articles"][0], "gist")

    def _part(self, part: Plain, parts: Parts, missing: list[Missing], asks: list[OpenQuestion]) -> None:
        if (part["if_role"] and part["if_role"] not in self.roles) or (part["unless_role"] and part["unless_role"] in self.roles):
            return
        if part["kind"] == "ask":
            asks.append(OpenQuestion(text_of(part["ask"]), part["asked_of"]))
        elif part["kind"] == "each":
            self._each(part, parts, missing)
        elif part["kind"] == "when":
            self._when(part, parts, missing)
        elif part["kind"] == "standing":
            parts.append(self.standing(part["standing"]))
        elif (one := statement(self.facts, self.facts.description, "", part, [])) is not None:
            parts.append(one)
        elif not part["optional"]:
            missing.append(self.facts.missing(tuple(part["path"].split("."))))

    def _each(self, part: Plain, parts: Parts, missing: list[Missing]) -> None:
        """The objects of a list; those that may be concerned are asked about, never dropped."""
        name, path = part["each"], tuple(part["each"].split("."))
        listed = self._objects(name)
        if listed is None:
            if not part["optional"]:
                missing.append(self.facts.missing(path))
            return
        concerned = []
        for item, copies in listed:
            step = self.facts.step(part["where"], item, name) if part["where"] else None
            if step is None or step.truth is True:
                concerned.append((item, copies))
            elif step.truth is None:
                missing.extend(self.facts.open_in([step]))
        subjects = tuple(named_once(subject_of(self.facts, item, name, part["parts"], copies, missing.append)) for item, copies in concerned)
        parts.append(Listing(text_of(part["name"]), subjects, self.facts.source(path)))

    def _objects(self, name: str) -> list[tuple[Any, list[Any]]] | None:
        if "." not in name:
            return self.facts.objects(name)
        found, _ = value_at(self.facts.description, name)
        return None if found is None else [(item, [item]) for item in found]

    def _when(self, part: Plain, parts: Parts, missing: list[Missing]) -> None:
        step = self.facts.step(part["when"])
        if step.truth is None:
            if not part["optional"]:
                missing.extend(self.facts.open_in([step]))
            return
        said = part["say"] if step.truth else part["otherwise"]
        if said is None:
            return
        leaves = [leaf for leaf in self.facts.leaves(step) if leaf.location]
        sources = tuple(dict.fromkeys(self.facts.source(leaf.location) for leaf in leaves)) or (self.facts.source(step.location),)
        value = leaves[0].found if len(leaves) == 1 else None
        path = ".".join(name for name in leaves[0].location if isinstance(name, str)) if len(leaves) == 1 else ""
        parts.append(Statement(text_of(said), list(value) if isinstance(value, tuple) else value, path, sources))


def named_once(subject: Subject) -> Subject:
    """One object whose references name each thing once, however many copies of it there are."""
    return replace(subject, statements=tuple(replace(one, names=tuple(dict.fromkeys(one.names))) for one in subject.statements))
