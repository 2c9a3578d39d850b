"""The classification in a few lines on a screen: labels with their dates, roles, and the answers that would change the labels."""

from typing import TYPE_CHECKING

from compliance.assessment.ai_act_model import Classification, Missing
from compliance.reports.classification_words import label_name, role_name, say
from compliance.reports.terminal import safe
from compliance.reports.words import Words, long_date
from compliance.system.vocabulary import role_label, word_of

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 4  # missing answers told here; `comply classify` tells them all


def show_classification(result: Classification | None, words: Words, console: "Console") -> None:
    """Print what a classification concludes; silent where there is none."""
    from rich.markup import escape

    if result is None:
        return
    console.print(f"\n[bold]{escape(say('summary', words))}[/bold]")
    for label in result.labels:
        start = result.binds_from(label)
        style = "bold red" if start is not None and start <= result.as_of else "cyan"
        console.print(f"  [{style}]•[/{style}] {escape(safe(said(label, result, words)))}", highlight=False, soft_wrap=True)
    if result.roles:
        console.print(f"  {escape(say('roles', words))}{words.say('colon')}{escape(held(result, words))}", highlight=False, soft_wrap=True)
    telling = [item for item in result.missing if item.changes or item.labels]
    for item in telling[:SHOWN]:
        _show_missing(item, words, console)
    if len(telling) > SHOWN:
        console.print(f"  [dim]{escape(words.say('more', count=len(telling) - SHOWN))}[/dim]", highlight=False)


def _show_missing(item: Missing, words: Words, console: "Console") -> None:
    from rich.markup import escape

    word = word_of(item.path)
    console.print(f"  [yellow]?[/yellow] {escape(words.text(word.question))}", highlight=False, soft_wrap=True)
    console.print(f"    [dim]{escape(f'{role_label(word.asked_of).of(words.language)} · {item.path}')}[/dim]", highlight=False, soft_wrap=True)


def held(result: Classification, words: Words) -> str:
    """The roles held, those held for the same reason together."""
    reasons: dict[str, list[str]] = {}
    for role in result.roles:
        reasons.setdefault(role.how, []).append(role_name(role.name, result, words))
    return words.say("join").join(f"{', '.join(names)} ({say(f'role.{how}', words)})" for how, names in reasons.items())


def said(label: str, result: Classification, words: Words) -> str:
    """A label with the day from which its duties bind."""
    start = result.binds_from(label)
    if start is None:
        return label_name(label, result, words)
    key = "summary.since" if start <= result.as_of else "summary.from"
    return say(key, words, label=label_name(label, result, words), date=long_date(start, words.language))
