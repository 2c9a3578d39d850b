"""The long parts of a classification on a screen: duties by date, answers that are missing, rows that come near."""

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.assessment.ai_act_model import Duty, Fine
from compliance.reports.classification_changes import change_lines
from compliance.reports.classification_words import families, fine_text, role_name, say
from compliance.reports.words import long_date
from compliance.system.vocabulary import word_of

if TYPE_CHECKING:
    from compliance.reports.classification_terminal import Screen

QUESTIONS = 12


def add_duties(screen: "Screen", tree: Any) -> None:
    """Duties gathered by status, day and person; every provision in a trace."""
    branch = screen.add(tree, say("duties", screen.words), "bold")
    groups: dict[tuple[str, date, tuple[str, ...], bool, bool], list[Duty]] = {}
    for duty in sorted(screen.result.duties, key=lambda duty: duty.applies_from):
        groups.setdefault((duty.status, duty.applies_from, duty.owed_by, duty.presumed, duty.legacy_if_unchanged), []).append(duty)
    for (status, day, holders, presumed, older), found in groups.items():
        who = ", ".join(role_name(role, screen.result, screen.words) for role in holders)
        count = say("duty.count_one" if len(found) == 1 else "duty.count", screen.words, count=len(found))
        words = [say(f"duty.{status}", screen.words, date=long_date(day, screen.words.language)), who, count]
        words += [say("duty.presumed", screen.words)] if presumed else []
        style = {"applies_now": "bold", "legacy": "dim"}.get(status, "")
        twig = screen.add(branch, " · ".join(words), style)
        screen.add(twig, families((duty.citation for duty in found), screen.words))
        if older and status != "legacy":
            until = found[0].legacy_until
            latest = f", {say('duty.until', screen.words, date=long_date(until, screen.words.language))}" if until else ""
            screen.add(twig, say("duty.older", screen.words) + latest, "dim")
        for why in dict.fromkeys(duty.contested for duty in found if duty.contested is not None):
            screen.add(twig, screen.words.text(why), "yellow")
        shown = Counter(duty.shown for duty in found if duty.shown is not None)
        if shown:
            said = ", ".join(f"{number} {screen.words.say(f'status.{name}')}" for name, number in shown.items())
            screen.add(twig, say("duty.shown", screen.words, shown=said), "dim")
        for duty in found:
            if duty.breach:
                screen.add(twig, say("duty.breach", screen.words, citation=f"{screen.words.text(duty.citation)} – {screen.words.text(duty.title)}"), "bold red")
            elif screen.trace:
                screen.add(twig, f"{screen.words.text(duty.citation)} – {screen.words.text(duty.title)}", "dim")
        fines: dict[Fine, list[Duty]] = {}
        for duty in found:
            if duty.fine is not None:
                fines.setdefault(duty.fine, []).append(duty)
        for fine, named in fines.items():
            others = [duty.citation for duty in found if duty.fine is None]
            screen.add(twig, fine_text(fine, [duty.citation for duty in named], others, screen.words), "dim")
    if not groups:
        screen.add(branch, say("duties.none", screen.words), "dim")


def add_missing(screen: "Screen", tree: Any) -> None:
    """What is missing and what each answer would change."""
    telling = [item for item in screen.result.missing if screen.trace or item.changes or item.labels]
    if not telling:
        return
    branch = screen.add(tree, say("missing", screen.words), "bold")
    for item in telling if screen.trace else telling[:QUESTIONS]:
        twig = screen.add(branch, f"{screen.words.text(word_of(item.path).question)} [{item.path}]", "yellow")
        for said in change_lines(item, screen.result, screen.words):
            screen.add(twig, said, "dim")
    if not screen.trace and len(telling) > QUESTIONS:
        screen.add(branch, say("more", screen.words, count=len(telling) - QUESTIONS), "dim")


def add_near(screen: "Screen", tree: Any) -> None:
    """The nearest rows, and the facts that kept the system out."""
    if not screen.result.near_misses:
        return
    branch = screen.add(tree, say("near", screen.words), "bold")
    for miss in screen.result.near_misses:
        twig = screen.add(branch, say("near.row", screen.words, citation=screen.words.text(miss.citation), title=screen.words.text(miss.title)))
        for fact in miss.facts:
            screen.add(twig, say("near.fact", screen.words, label=screen.words.path(fact.path), found=screen.words.value(fact.found, fact.path)), "dim")
