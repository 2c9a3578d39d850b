"""Prepares what the templates of the drafts see: sentences with their places, questions by role, and why a document is called for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance.assessment.ai_act_drafts_model import Call, Draft, SectionResult
from compliance.assessment.aipd_model import OpenQuestion
from compliance.assessment.aipd_statement import Missing, Source, Statement, Subject
from compliance.base.text import Text
from compliance.reports import aipd_words
from compliance.reports.pages import Strings
from compliance.reports.typography import typeset
from compliance.reports.words import Words, long_date
from compliance.system.vocabulary import role_label

SHOWN = 15


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, the field that answers it, and the things it is asked about."""

    text: str
    path: str
    subjects: tuple[str, ...]


class View:
    """One draft in one language."""

    def __init__(self, draft: Draft, words: Words, texts: Strings) -> None:
        self.draft, self.words, self.t = draft, words, texts

    def typeset(self, text: str) -> str:
        """A text of ours with its no-break spaces."""
        return typeset(text, self.words.language)

    def told(self, statement: Statement) -> aipd_words.Told:
        """One statement as a sentence in three pieces."""
        return aipd_words.told(statement, self.words)

    def sentence(self, statement: Statement) -> str:
        """One statement as a plain sentence."""
        told = self.told(statement)
        return self.typeset(f"{told.before}{told.value}{told.after}")

    def places(self, statements: Iterable[Statement]) -> list[str]:
        """Where some statements come from."""
        return self.places_at(source for one in statements for source in one.sources)

    def places_at(self, sources: Iterable[Source]) -> list[str]:
        """Where something comes from."""
        return aipd_words.places(sources, self.draft.file)

    def places_of(self, subject: Subject) -> list[str]:
        """Where one object and what is said of it come from."""
        return self.places_at([subject.source, *(source for one in subject.statements for source in one.sources)])

    def reading(self, statement: Statement) -> str:
        """An answer as it was read: the name of the field and its value."""
        return aipd_words.reading(statement, 1, self.words)

    def label(self, statement: Statement) -> str:
        """The name of the field that a sentence comes from."""
        return self.words.path(statement.path or statement.sources[0].path)

    def names(self, texts: Iterable[Text]) -> str:
        """Some names in a row."""
        return ", ".join(dict.fromkeys(self.words.text(text) for text in texts))

    def state(self) -> str:
        """Whether the document is called for, in one sentence."""
        return self.typeset(self.t(f"state.{self.draft.state}"))

    def since(self, call: Call) -> str:
        """Who owes a document and from which day, in one sentence; an empty text when nobody does."""
        if call.state == "undetermined" and call.role_not_held:
            return self.typeset(self.t("perhaps.role", roles=self.names(call.addressees), held=self.names(self.draft.roles)))
        if call.applies_from is None or call.state == "not_called":
            return ""
        key = "since.undetermined" if call.state == "undetermined" else f"since.{call.status}"
        until = long_date(call.legacy_until, self.words.language) if call.legacy_until else ""
        text = self.t(key, roles=self.names(call.owed_by), date=long_date(call.applies_from, self.words.language), labels=self.names(call.labels))
        return self.typeset(f"{text} {self.t('since.until', date=until)}" if until and call.status == "legacy" else text)

    def why_not(self, call: Call) -> str:
        """Why a document is not called for, in one sentence."""
        if call.role_not_held:
            return self.typeset(self.t("not.role", roles=self.names(call.addressees), held=self.names(self.draft.roles)))
        if call.outside:
            return self.typeset(self.t("not.outside", labels=self.names(call.outside)))
        return self.typeset(self.t("not.because")) if call.because else ""

    def decisive(self, call: Call) -> tuple[list[tuple[str, list[Asked]]], int]:
        """The questions that decide a call, by role, and how many more there are."""
        return self.by_role(call.missing[:SHOWN]), max(0, len(call.missing) - SHOWN)

    def by_role(self, missing: Iterable[Missing], questions: Iterable[OpenQuestion] = ()) -> list[tuple[str, list[Asked]]]:
        """What is missing, by the role it is asked of; each thing once."""
        found: dict[str, dict[tuple[str, str], Asked]] = {}
        for one in missing:
            key = (self.words.text(one.question), one.path)
            known = found.setdefault(one.asked_of, {}).get(key)
            subjects = tuple(dict.fromkeys((*(known.subjects if known else ()), *one.subjects)))
            found[one.asked_of][key] = Asked(self.typeset(key[0]), one.path, subjects)
        for item in questions:
            text = self.words.text(item.ask)
            found.setdefault(item.asked_of, {})[text, ""] = Asked(self.typeset(text), "", ())
        return [(self.words.text(role_label(role)), list(listed.values())) for role, listed in found.items()]

    def everything(self) -> list[tuple[str, list[Asked]]]:
        """Every question of the document, by role, each once."""
        sections: Sequence[SectionResult] = self.draft.sections
        return self.by_role((item for section in sections for item in section.missing), (item for section in sections for item in section.open))

    def sections(self) -> tuple[int, int]:
        """How many sections leave nothing to say, and how many there are."""
        return sum(section.complete for section in self.draft.sections), len(self.draft.sections)
