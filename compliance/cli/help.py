"""Prints the help of commands in the reader's language: every text of ours stands in both, French before ` / `, and the words of the library are put beside it."""

import re
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand

from compliance.base.text import Language

BETWEEN = " / "
AS_IT_STANDS = "\b"  # marks a paragraph whose lines are kept
WORD = "help_word_"
_ADDED = re.compile(r"\s*(\[[^\]]*\])$")  # what the library adds to a line: whether something is required, what it is by default
_SPACED = re.compile(r" (?=[;:!?](?:\s|$))")
_NUMBERED = re.compile(r"^(?:\s*\d+\s{2,})?")


def install() -> None:
    """Let every page of help be written in one language; a second time changes nothing."""
    context: Any = TyperCommand.context_class
    if not getattr(context.formatter_class, "bilingual", False):
        context.formatter_class = _formatter(context.formatter_class)


def one_of(text: str, language: Language) -> str:
    """The half of a text in two languages; a text without halves as it is. A capital and the last stop of one half count for both."""
    french, between, english = text.partition(BETWEEN)
    if not between:
        return text
    if language == "fr":
        return _SPACED.sub("\u00a0", french) + ({".": ".", ":": "\u00a0:"}.get(english[-1:], "") if french[-1:] not in ".:!?" else "")
    return english[:1].upper() + english[1:] if french[:1].isupper() else english


def paragraph(text: str, language: Language) -> str:
    """A paragraph in one language, its lines joined unless they are to stand as they are."""
    if not text.startswith(AS_IT_STANDS):
        return one_of(" ".join(text.split()), language)
    return "\n".join(f"{(head := _NUMBERED.match(line)[0])}{one_of(line[len(head) :], language)}" for line in text.split("\n"))  # type: ignore[index]


def entry(text: str, language: Language) -> str:
    """The text beside an option or a command in one language, with what the library added to it."""
    added = _ADDED.search(text)
    told = known(one_of(text[: added.start()] if added else text, language), language)
    return f"{told}  {known(added[1], language)}" if added else told


def known(text: str, language: Language) -> str:
    """A text with the words of the library, and the names of what is to be put in, in one language."""
    from compliance.base.problems import messages

    text = text.replace("<list[Path]>", "<path>")
    for key, word in messages().items():
        if key.startswith(WORD):
            other = word.en if language == "fr" else word.fr
            after = r"(?![\w.-])" if other[-1].isalnum() else ""
            text = re.sub(rf"(?<![\w.-]){re.escape(other)}{after}", word.of(language), text)
    return text


def _formatter(base: Any) -> Any:
    class Help(base):  # type: ignore[misc]
        """The library's own form of a page of help, in the language of messages."""

        bilingual = True

        def __init__(self, *given: Any, **more: Any) -> None:
            from compliance.cli.errors import chosen_language

            super().__init__(*given, **more)
            self.language: Language = chosen_language()

        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, known(args, self.language), f"{known('Usage:', self.language)} " if prefix is None else prefix)

        def write_heading(self, heading: str) -> None:
            super().write_heading(known(f"{heading}:", self.language).removesuffix(":"))

        def write_text(self, text: str) -> None:
            super().write_text("\n\n".join(paragraph(part, self.language) for part in text.split("\n\n")))

        def write_dl(self, rows: Sequence[tuple[str, str]], *given: Any, **more: Any) -> None:
            super().write_dl([(known(name, self.language), entry(text, self.language)) for name, text in rows], *given, **more)

    return Help
