"""Renders the templates of a report: strings of one language, strict about names, every value cleaned and escaped."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from compliance.base.compiled import compiled_json
from compliance.base.problems import Position
from compliance.base.resources import shipped
from compliance.base.text import Language, fill, one_line
from compliance.reports.brand import Brand
from compliance.reports.elision import elided
from compliance.reports.locale import long_day, single
from compliance.reports.own_templates import TemplateFault
from compliance.reports.typography import clean, typeset
from compliance.reports.words import Words

if TYPE_CHECKING:
    from jinja2 import Environment

BREAKS_AFTER = "._/-@:"
SHORT = 20  # up to so many letters a name is not broken
LONGEST = 200
SAFE_LINKS = ("https://", "http://", "#")


class Strings:
    """The sentences of one report in one language."""

    def __init__(self, texts: Mapping[str, Any], language: Language) -> None:
        self._texts = texts
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """The sentence under `key`, filled with `values`."""
        return self._filled(self._texts[key], values)

    def count(self, key: str, n: int, **values: object) -> str:
        """The sentence under `key` for a number of things, in the singular or the plural of the language."""
        return self._filled(self._texts[key]["one" if single(n, self.language) else "other"], {"n": n, **values})

    def _filled(self, pattern: str, values: dict[str, object]) -> str:
        return fill(elided(pattern, values) if values and self.language == "fr" else pattern, values)

    def part(self, key: str, part: str) -> str:
        """One part of an entry that has several."""
        return str(self._texts[key][part])

    def terms(self, prefix: str, but: str = "") -> list[tuple[str, str]]:
        """Terms and what they mean, in alphabetical order, accents and capitals left aside."""
        from unicodedata import normalize

        found = [(self.part(key, "term"), self.part(key, "text")) for key in self.keys(prefix) if key != but]
        return sorted(found, key=lambda entry: normalize("NFD", entry[0]).encode("ascii", "ignore").lower())

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with `prefix`, in the order of the file."""
        return [key for key in self._texts if key.startswith(prefix)]


def folders(report: str, brand: Brand) -> list[Path]:
    """Where the templates of a report are looked for: the brand's own first."""
    ours = [shipped("templates") / report, shipped("templates") / "common"]
    return [folder / part for folder in brand.templates for part in (report, "common")] + ours


def strings(report: str, language: Language, brand: Brand) -> Strings:
    """The sentences of a report; those of the brand take the place of the shipped ones."""
    files = [path for folder in reversed(folders(report, brand)) if (path := folder / f"strings.{language}.yaml").is_file()]
    texts = compiled_json(f"strings-{report}-{language}", files, _join)
    return Strings(texts, language)


def _join(files: list[Any]) -> dict[str, Any]:
    return {key: text for texts in files for key, text in texts.items()}


class Once:
    """Fills a macro once for the same things: the marks of controls and statuses stand by the thousand in a report, and there are few of them."""

    def __init__(self) -> None:
        self._filled: dict[tuple[Any, ...], Any] = {}

    def __call__(self, macro: Any, *given: Any) -> Any:
        """What the macro gives."""
        key = (macro, *given)
        if (filled := self._filled.get(key)) is None:
            filled = self._filled[key] = macro(*given)
        return filled


def render(report: str, template: str, words: Words, brand: Brand, **context: object) -> str:
    """One template of a report, filled; no template gets hold of a path, which could open files.

    Raises TemplateFault, with the place, for a template of the brand's that cannot be read or filled.
    """
    environment = environment_of(report, words.language, brand)
    shown = replace(brand, templates=())
    try:
        about = {"words": words, "t": strings(report, words.language, brand), "brand": shown, "language": words.language, "once": Once()}
        return environment.get_template(template).render(**about, **context)
    except Exception as error:
        if not brand.templates:
            raise
        raise TemplateFault(_place(error, folders(report, brand)), _told(error)) from None


def _place(error: Exception, among: Sequence[Path]) -> Position:
    """Where in a template something went wrong: the innermost line of one, or what a reader of templates names."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError) and error.filename:
        return Position(error.filename, error.lineno)
    roots = {str(folder) for folder in among}
    lines = [Position(frame.filename, frame.lineno or 1) for frame in extract_tb(error.__traceback__) if str(Path(frame.filename).parent) in roots]
    return lines[-1] if lines else Position(str(among[0].parent))


def _told(error: Exception) -> str:
    """What is wrong, on one line."""
    from jinja2 import TemplateNotFound

    detail = one_line(str(error.name if isinstance(error, TemplateNotFound) else error), LONGEST)
    return f"{type(error).__name__}: {detail}" if detail else type(error).__name__


@cache
def environment_of(report: str, language: Language, brand: Brand) -> "Environment":
    """What fills the templates of a report; templates from outside are kept in a sandbox."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    from compliance.reports.template_code import TemplateCode

    def finish(value: Any) -> Any:
        return typeset(value, language) if isinstance(value, str) and not isinstance(value, Markup) else value

    guarded = SandboxedEnvironment if brand.templates else Environment  # our own templates need no guard, which would take a third of the time
    environment = guarded(
        loader=FileSystemLoader(folders(report, brand)), undefined=StrictUndefined, autoescape=True, finalize=finish, trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=None if brand.templates else TemplateCode(report, language),
    )  # fmt: skip
    environment.filters["day"] = lambda value: long_day(value, language)
    environment.filters["capital"] = lambda value: value[:1].upper() + value[1:]
    environment.filters["link"] = link
    environment.filters["breakable"] = breakable
    environment.filters["written_day"] = lambda value: written_day(value, language)
    return environment


def trusted(markup: str) -> Any:
    """Markup that our own code wrote, with every word of the user's escaped in it."""
    from markupsafe import Markup

    return Markup(markup)  # noqa: S704 - only figures and the shipped script come here


def link(address: str) -> str:
    """An address that may stand in a link; an empty text for any other scheme."""
    return address if address.startswith(SAFE_LINKS) else ""


def breakable(text: str) -> Any:
    """A path or a reference that may be broken after its separators."""
    from markupsafe import Markup, escape

    if len(text) < SHORT:
        return Markup("") + clean(text)
    pieces, start = [], 0
    for index, letter in enumerate(text):
        if letter in BREAKS_AFTER and not (letter == ":" and text[index + 1 :].isdigit()):  # a file and its line stay together
            pieces.append(text[start : index + 1])
            start = index + 1
    pieces.append(text[start:])
    return Markup("<wbr>").join(escape(clean(piece)) for piece in pieces if piece)


def written_day(text: str, language: Language) -> str:
    """A date written by the user, in words where it is one."""
    try:
        return long_day(date.fromisoformat(text), language)
    except ValueError:
        return text
