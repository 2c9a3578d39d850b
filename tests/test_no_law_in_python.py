"""The law stands in YAML only: no article, no list of countries and no legal figure is written in Python, in whatever guise."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from compliance.base.resources import package_file, shipped
from compliance.base.source import read_yaml

PACKAGE = package_file("")
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py")) if "_bundled" not in path.parts}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}
# The vocabulary names some fields after the article they answer; it decides nothing.
VOCABULARY = "system/model/"
# The layers that decide; what reports, commands and the gate hold are sizes and widths.
DECIDES = ("facts/", "conditions/", "catalog/", "assessment/", "system/", "pipeline")


def docstrings(tree: ast.AST) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)}


def texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The texts of a module outside docstrings, pieces of f-strings and byte strings included."""
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in skipped:
            if isinstance(node.value, str):
                yield node.value, node.lineno
            elif isinstance(node.value, bytes):
                yield node.value.decode("latin-1"), node.lineno


# ---- articles

LAW = re.compile(
    r"\bart(icle)?s?\b[\s.\u00a0:_-]*\d|\bart\.|§\s?\d|\b(annexe?|considérant|recital|cons\.)[\s\u00a0_-]+([IVX]+|\d+)\b"
    r"|\b1(60|62|64)\.\d|\bCFR\b|\b[LRD]\.?[\s\u00a0]?\d{4}\b|\b(19|20)\d\d/\d{2,4}\b|\b3\d{4}[RLD]\d{4}\b|\b(loi|act|décret|decree|law)\b[^.]{0,12}\d{2,4}-\d+",
    re.IGNORECASE,
)
LAW_NAME = re.compile(r"(^|_)(art|article|recital)_?\d|(^|_)annex_([ivx]+|\d+)(_|$)", re.IGNORECASE)
# The example of an identifier in a help text.
LAW_ALLOWED = {("cli/explain.py", "Identifiant (IAM-03, rgpd:art-32-1-a) / identifier (IAM-03, rgpd:art-32-1-a).")}


def names(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        for kind, key in ((ast.FunctionDef, "name"), (ast.ClassDef, "name"), (ast.Name, "id"), (ast.arg, "arg")):
            if isinstance(node, kind):
                yield getattr(node, key), node.lineno


def articles(tree: ast.AST) -> list[tuple[int, str]]:
    """Every text or name that points at a provision."""
    found = [(line, text) for text, line in texts(tree) if LAW.search(text)]
    return found + [(line, name) for name, line in names(tree) if LAW_NAME.search(name)]


# ---- countries

CODE = re.compile(r"[A-Z]{2}\Z")
CODES_IN_ONE = re.compile(r"[\s,;|/]*[A-Za-z]{2}([\s,;|/]+[A-Za-z]{2})+[\s,;|/]*\Z")
# Column and option labels: two capital letters that are no country here.
NOT_A_COUNTRY = {"ID"}
LISTED = {entry["key"].lower() for name in ("eea", "adequacy") for entry in read_yaml(shipped("frameworks") / "parameters" / f"{name}.yaml").data["values"]}
THREE = {"FRA", "DEU", "ESP", "ITA", "BEL", "NLD", "LUX", "PRT", "IRL", "AUT", "POL", "NOR", "ISL", "LIE", "CHE", "GBR", "USA", "CAN", "JPN", "CHN", "BRA", "KOR", "IND"}
NAMED = re.compile(
    r"\b(France|Allemagne|Germany|Espagne|Spain|Italie|Italy|Belgique|Belgium|Luxembourg|Irlande|Ireland|Norvège|Norway|Islande|Iceland|Liechtenstein|Suisse|Switzerland"
    r"|Royaume-Uni|United Kingdom|États-Unis|United States|Canada|Japon|Japan|Brésil|Brazil|Corée|Korea|Chine|China|Inde|India|Israël|Israel)\b"
)


def strings_of(node: ast.AST) -> list[str]:
    items: list[Any] = node.keys if isinstance(node, ast.Dict) else node.elts  # type: ignore[attr-defined]
    return [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)]


def countries(tree: ast.AST) -> list[tuple[int, str]]:
    """Every code or name of a country: alone, in a container, or several in one text."""
    found = []
    for text, line in texts(tree):
        several = CODES_IN_ONE.match(text) and (text.isupper() or len(LISTED & set(re.findall("[a-z]{2}", text))) >= 3)
        if (CODE.match(text) and text not in NOT_A_COUNTRY) or several or NAMED.search(text):
            found.append((line, text))
    for node in ast.walk(tree):
        if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
            words = strings_of(node)
            if len(THREE & set(words)) >= 2 or len(LISTED & set(words)) >= 3:
                found.append((node.lineno, ", ".join(words)))
    return found


# ---- figures

# Figures that the law uses for its clocks, ages, headcounts, sums and percentages, beside those that the parameters hold.
KNOWN = {3, 8, 10, 14, 15, 18, 24, 30, 36, 48, 50, 60, 72, 90, 180, 250, 365, 500, 750, 1000, 5000, 10_000, 100_000, 0.02, 0.03, 0.04, 0.07, 1e25, 1e23}
# Figures below are too common to mean something by themselves.
COMMON = 8
SPANS = re.compile(
    r"(^|_)(hours?|days?|weeks?|months?|years?|age|ages|persons|people|headcount|staff|turnover|fine|fines|penalty|deadlines?|clocks?|percent|ceiling|epsilon|heures|jours|mois)(_|$)",
    re.IGNORECASE,
)
# (module, figure): what it is, when it is not of law.
FIGURES_ALLOWED: dict[tuple[str, float], str] = {
    ("conditions/compare.py", 12): "months of a year",
    ("conditions/compare.py", 30): "days of a month",
    ("catalog/skeleton.py", 60): "letters of a file name",
    ("reports/xml.py", 10): "the line feed",
    ("system/types.py", 10): "base of a power",
    ("system/types.py", 15): "digits of the largest number",
    ("system/types.py", 30): "digits of the largest amount",
    ("system/from_pia.py", 20_000_000): "bytes of a file",
}


def numbers_in(value: Any) -> Iterator[float]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from numbers_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from numbers_in(inner)


def legal_figures() -> set[float]:
    """The figures of the shipped parameters and of the controls' parameters that rest on law, read where they stand."""
    found: set[float] = set(KNOWN)
    for path in sorted(shipped("frameworks").glob("parameters/*.yaml")):
        found |= {figure for entry in read_yaml(path).data["values"] for figure in numbers_in(dict(entry))}
    for path in sorted(shipped("controls").rglob("*.yaml")):
        parameters = read_yaml(path).data.get("parameters") or {}
        found |= {figure for one in parameters.values() if one["basis"] == "law" for figure in numbers_in(one["value"])}
    return {figure for figure in found if figure > 2 or figure % 1}


LEGAL = legal_figures()


def number(node: ast.AST) -> float | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"\d{2,}", node.value):
        return int(node.value)
    return None


def weighed(tree: ast.AST) -> set[int]:
    """The constants that a comparison, a span of time, a bound or a default of such a name weighs."""
    found: set[int] = set()

    def take(*roots: ast.AST | None) -> None:
        found.update(id(inner) for root in roots if root is not None for inner in ast.walk(root))

    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            take(*(item for item in (node.left, *node.comparators) if isinstance(item, ast.Constant | ast.BinOp | ast.UnaryOp | ast.Tuple | ast.Set | ast.List)))
        elif isinstance(node, ast.MatchValue):
            take(node)
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).split(".")[-1]
            take(*(keyword.value for keyword in node.keywords if called == "timedelta" or (keyword.arg and SPANS.search(keyword.arg))))
            take(*(node.args if called == "timedelta" else ()))
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and SPANS.search(target.id) for target in targets):
                take(node.value)
        elif isinstance(node, ast.arguments):
            for argument, default in zip([*node.posonlyargs, *node.args][::-1], node.defaults[::-1], strict=False):
                take(default if SPANS.search(argument.arg) else None)
            for argument, given in zip(node.kwonlyargs, node.kw_defaults, strict=True):
                take(given if SPANS.search(argument.arg) else None)
    return found


def small_lengths(tree: ast.AST) -> set[int]:
    """The small numbers that a length is compared with: letters of a day, lines that fit on a page; the law counts persons and firms, in tens at least."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(isinstance(side, ast.Call) and ast.unparse(side.func) == "len" for side in sides):
                found.update(id(side) for side in sides if isinstance(side, ast.Constant) and isinstance(side.value, int) and side.value <= 12)
    return found


def figures(name: str, tree: ast.AST) -> list[tuple[int, float]]:
    """Every legal figure: weighed in any layer, or standing anywhere in a layer that decides."""
    skipped, weight = docstrings(tree), weighed(tree)
    places = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.Subscript) for inner in ast.walk(node.slice)}
    skipped |= small_lengths(tree)
    found = []
    for node in ast.walk(tree):
        value = number(node)
        if value is None or id(node) in skipped or value not in LEGAL:
            continue
        rare = value >= COMMON or value in KNOWN or value % 1
        if rare and (id(node) in weight or (name.startswith(DECIDES) and value != 3 and id(node) not in places)):
            found.append((node.lineno, value))  # type: ignore[attr-defined]
    return found


# ---- the tests


def test_no_article_is_cited_by_python() -> None:
    found = [(name, line, text[:80]) for name, tree in TREES.items() if not name.startswith(VOCABULARY) for line, text in articles(tree)]
    assert [item for item in found if (item[0], item[2]) not in LAW_ALLOWED] == []


def test_no_country_stands_in_python() -> None:
    assert [(name, line, text[:80]) for name, tree in TREES.items() for line, text in countries(tree)] == []


def test_no_legal_figure_stands_in_python() -> None:
    found = [(name, line, value) for name, tree in TREES.items() if not name.startswith(VOCABULARY) for line, value in figures(name, tree)]
    assert [item for item in found if (item[0], item[2]) not in FIGURES_ALLOWED] == []


def test_nothing_is_allowed_in_vain() -> None:
    cited = {(name, text[:80]) for name, tree in TREES.items() for _, text in articles(tree)}
    weighed_or_standing = {(name, value) for name, tree in TREES.items() for _, value in figures(name, tree)}
    words = {text for tree in TREES.values() for text, _ in texts(tree)}
    assert cited >= LAW_ALLOWED
    assert weighed_or_standing >= set(FIGURES_ALLOWED)
    assert words >= NOT_A_COUNTRY


def test_the_figures_are_read_from_the_law() -> None:
    assert {72, 45_000, 2_190_294, 20_000_000, 35_000_000, 250, 750, 0.07} <= LEGAL


@pytest.mark.parametrize(
    "planted",
    [
        'BREACH = "rgpd:art-33-1"',
        'text = f"{name}, articles 15 à 22"',
        'SECTION = "45 CFR 164"',
        'CODE = "R1111-9"',
        'ACT = "loi n° 78-17"',
        'RULE = "2025/327"',
        'CELEX = "32016R0679"',
        'where = "annexe III"',
        'why = b"considerant; recital 26"',
        "def article_33(system): ...",
        "def f(art_5_hit): ...",
    ],
)
def test_a_planted_article_is_found(planted: str) -> None:
    assert articles(ast.parse(planted))


@pytest.mark.parametrize(
    "planted",
    [
        'EEA = "FR DE ES".split()',
        'EEA = frozenset("FR,DE;ES".split(","))',
        'match country:\n    case "FR" | "DE": ok = True',
        'ok = country in {"FR"}',
        'ok = country.startswith("FR")',
        'ok = table["US"]',
        'SAFE = ["fr", "de", "es", "it"]',
        'SAFE = "fr|de|es|it"',
        'SAFE = ("FRA", "DEU")',
        'SAFE = ("France", "Allemagne")',
        'ok = country == "Switzerland"',
        'adequate = {"CA": "partial"}',
    ],
)
def test_a_planted_country_is_found(planted: str) -> None:
    assert countries(ast.parse(planted))


@pytest.mark.parametrize(
    ("name", "planted"),
    [
        ("facts/security.py", "LATE = 72"),
        ("facts/security.py", "late = hours > 3 * 24"),
        ("facts/security.py", "late = seconds > 72 * 3600"),
        ("facts/scope.py", "large = persons >= LIMITS[0]\nLIMITS = [250, 750]"),
        ("assessment/plan.py", "fine = max(20_000_000, turnover)"),
        ("assessment/plan.py", 'clocks = {"authority": "72"}'),
        ("assessment/plan.py", "match age:\n    case 15: pass"),
        ("facts/scope.py", "systemic = flops > 1e25"),
        ("reports/deadlines.py", "end = start + timedelta(hours=72)"),
        ("reports/deadlines.py", "end = start + timedelta(30)"),
        ("reports/deadlines.py", "NOTICE_HOURS = 72"),
        ("reports/deadlines.py", "def left(days=30): ..."),
        ("cli/assess.py", "late = span >= 60"),
        ("facts/scope.py", "large = len(persons) > 500"),
    ],
)
def test_a_planted_figure_is_found(name: str, planted: str) -> None:
    assert figures(name, ast.parse(planted))


def test_what_is_no_law_passes() -> None:
    harmless = ast.parse('COLUMNS = (12, 24)\nlanguages = ("fr", "en")\nlabel = "article"\nfirst = rows[:10]\nversion = "2026-11-21"\nmark = "Fin"')
    assert (articles(harmless), countries(harmless), figures("reports/sheets.py", harmless)) == ([], [], [])
