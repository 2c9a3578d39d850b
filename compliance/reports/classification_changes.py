"""Says what each answer to a missing question would change: the labels it would add, and those it would take away."""

from collections.abc import Sequence

from compliance.assessment.ai_act_model import Classification, Missing
from compliance.reports.classification_words import label_name, role_name, say
from compliance.reports.words import Words

ANSWERS = LABELS = 5  # told at most; the number of the others is given


def change_lines(item: Missing, result: Classification, words: Words) -> list[str]:
    """One line for each group of answers that would change the same."""
    said = []
    for change in item.changes:
        answers = ", ".join(words.value(answer, item.path) for answer in change.answers[:ANSWERS])
        if len(change.answers) > ANSWERS:
            answers += f", {say('more', words, count=len(change.answers) - ANSWERS)}"
        adds, drops = (_some(names, result, words) for names in (change.adds, change.drops))
        if adds and drops:
            said.append(say("missing.both", words, answers=answers, adds=adds, drops=drops))
        else:
            said.append(say("missing.adds" if adds else "missing.drops", words, answers=answers, labels=adds or drops))
    return said or [say("missing.alone", words)]


def presumed_name(name: str, result: Classification, words: Words) -> str:
    """A label, a role, or the point that a presumption goes by, in words."""
    if name in result.titles:
        return label_name(name, result, words)
    head, _, point = name.partition(":")
    if head == "role":
        return say("missing.role", words, role=role_name(point, result, words))
    if point == "all" or not point:
        return say("missing.all" if point else f"missing.{head}", words)
    return next((words.text(row.citation) for node in result.nodes for row in node.rows if row.point == point and row.gives in ("", *result.stands_for)), name)


def _some(names: Sequence[str], result: Classification, words: Words) -> str:
    """Labels first, then presumed points, and how many are left out; points go unsaid beside the presumption that they make up."""
    if any(name in result.stands_for for name in names):
        names = [name for name in names if name in result.titles or name.startswith("role:")]
    ordered = sorted(names, key=lambda name: name not in result.titles)
    said = [presumed_name(name, result, words) for name in ordered[:LABELS]]
    return ", ".join([*said, say("more", words, count=len(ordered) - LABELS)] if len(ordered) > LABELS else said)
