"""The shape of the house: imports run one way, modules stay small and documented, and the law stands in YAML only."""

import ast
import re
import warnings
from collections.abc import Iterable, Iterator

import pytest

from compliance.base.resources import package_file

PACKAGE = package_file("")
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py")) if "_bundled" not in path.parts}
MODULES = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in FILES}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in FILES.items()}

# Who may import whom, by the first part of the module's name; a name with a dot allows that module and what is inside it.
ALLOWED = {
    "base": {"base"},
    "system": {"system", "base"},
    "facts": {"facts", "system", "base"},
    "conditions": {"conditions", "facts", "system", "base"},
    "catalog": {"catalog", "conditions", "facts", "system", "base"},
    "assessment": {"assessment", "catalog", "conditions", "facts", "system", "base"},
    "pipeline": {"assessment", "catalog", "conditions", "facts", "system", "base", "__init__"},
    "gate": {"gate", "pipeline", "assessment", "catalog", "conditions", "facts", "system", "base", "reports.words", "__init__"},
    "reports": {"reports", "assessment.model", "base", "conditions.step", "system.vocabulary", "__init__"},
    "cli": {"cli", "gate", "pipeline", "reports", "assessment", "catalog", "conditions", "facts", "system", "base", "__init__"},
    "__main__": {"cli"},
    "__init__": {"pipeline", "assessment", "catalog", "system", "base"},
}
# Beyond that, a report may name the types of what it tells and the closed lists of the catalog, never a function: it reads results and computes none.
TYPES_ONLY = {"reports": ("assessment", "catalog", "system.model")}
HEAVY = {"networkx", "weasyprint", "rich", "jinja2", "typer", "openpyxl", "xlsxwriter", "docx"}


def layer(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, str, bool]]:
    """Every module imported, the name taken from it, and whether it is imported as soon as the module is."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)]
    types_only = [node for node in ast.walk(tree) if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)]
    later = {id(inner) for node in (*functions, *types_only) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", id(node) not in later) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner, "", id(node) not in later) if inner.removeprefix("compliance.") in MODULES else (node.module or "", alias.name, id(node) not in later)


IMPORTS = {name: list(imports(tree)) for name, tree in TREES.items()}


def under(module: str, names: Iterable[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def ours(name: str, at_once_only: bool = False) -> Iterator[tuple[str, str]]:
    """Every module of this package that a file imports, with the name taken from it, if any."""
    for module, word, at_once in IMPORTS[name]:
        if module.split(".")[0] == "compliance" and (at_once or not at_once_only):
            yield module.removeprefix("compliance").removeprefix(".") or "__init__", word


@pytest.mark.parametrize("name", FILES)
def test_imports_run_one_way(name: str) -> None:
    allowed, types_only = ALLOWED[layer(name)], TYPES_ONLY.get(layer(name), ())
    wrong = [(module, word) for module, word in ours(name) if not under(module, allowed) and not (word[:1].isupper() and under(module, types_only))]
    assert wrong == []


def test_every_layer_has_its_arrows() -> None:
    assert {layer(name) for name in FILES} <= set(ALLOWED)


def test_no_module_imports_itself_in_a_circle_at_load_time() -> None:
    direct = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): {module for module, _ in ours(name, at_once_only=True)} for name in FILES}

    def reached(start: str) -> set[str]:
        seen: set[str] = set()
        todo = list(direct.get(start, ()))
        while todo:
            module = todo.pop()
            if module not in seen:
                seen.add(module)
                todo += direct.get(module, ())
        return seen

    assert [module for module in direct if module in reached(module) and module != "__init__"] == []


def test_only_one_module_reads_yaml() -> None:
    assert [name for name in FILES if any(module.split(".")[0] == "yaml" for module, _, _ in IMPORTS[name])] == ["base/source.py"]


@pytest.mark.parametrize("name", FILES)
def test_heavy_packages_wait_until_they_are_used(name: str) -> None:
    wanted = {module.split(".")[0] for module, _, at_once in IMPORTS[name] if at_once} & HEAVY
    assert wanted <= ({"typer"} if layer(name) == "cli" else set())


@pytest.mark.parametrize("name", FILES)
def test_modules_are_small(name: str) -> None:
    lines = len(FILES[name].read_text(encoding="utf-8").splitlines())
    if lines > 300:
        warnings.warn(f"{name} has {lines} lines: think of splitting it", stacklevel=1)
    assert lines <= 400


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (inner for inner in node.body if isinstance(inner, ast.FunctionDef) and not inner.name.startswith("_"))


@pytest.mark.parametrize("name", FILES)
def test_what_is_public_is_documented(name: str) -> None:
    tree = TREES[name]
    assert ast.get_docstring(tree), "the module"
    assert [node.name for node in public(tree) if not ast.get_docstring(node)] == []


def docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    }  # fmt: skip


def texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """The texts of a module outside docstrings."""
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
            yield node.value, node.lineno


LAW = re.compile(r"\bArts?\b\.?\s*\d|\bart\.|\barticle \d|\b164\.\d|\b160\.\d|L\. ?1111|R\. ?1111|\b20(16/679|24/1689|22/2555|24/2847)\b|§ ?\d", re.IGNORECASE)
# Names of values that the vocabulary or a format of another body prescribes; the law itself is not decided on them here.
LAW_ALLOWED: dict[tuple[str, str], str] = {}


def test_no_article_is_cited_by_python() -> None:
    found = [(name, line, text[:60]) for name, tree in TREES.items() if not name.startswith("system/model") for text, line in texts(tree) if LAW.search(text)]
    assert [item for item in found if (item[0], item[2]) not in LAW_ALLOWED] == []


COUNTRY = re.compile(r"[A-Z]{2}\Z")


def test_no_list_of_countries_stands_in_python() -> None:
    found = []
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
                items = node.keys if isinstance(node, ast.Dict) else node.elts
                codes = [item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str) and COUNTRY.match(item.value)]
                if len(codes) >= 2:
                    found.append((name, node.lineno, codes))
            elif isinstance(node, ast.Compare):
                values = [item.value for item in [node.left, *node.comparators] if isinstance(item, ast.Constant) and isinstance(item.value, str)]
                found += [(name, node.lineno, value) for value in values if COUNTRY.match(value) and (name, value) not in NOT_A_COUNTRY]
    assert found == []


# Two capital letters that are no country.
NOT_A_COUNTRY: set[tuple[str, str]] = set()

# Figures that the law uses for its clocks, ages, headcounts, sums and percentages.
LEGAL = {3, 8, 10, 14, 15, 18, 24, 30, 36, 48, 50, 60, 72, 90, 180, 250, 365, 500, 750, 1000, 5000, 10_000, 100_000, 0.02, 0.03, 0.04, 0.07}
# Comparisons with such a figure that decide nothing of law.
FIGURES_ALLOWED: dict[tuple[str, float], str] = {}


def figures(tree: ast.AST) -> Iterator[tuple[float, int]]:
    """The numbers that a module compares with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for item in [node.left, *node.comparators]:
                if isinstance(item, ast.Constant) and isinstance(item.value, int | float) and not isinstance(item.value, bool):
                    yield item.value, node.lineno


def test_no_legal_threshold_is_compared_in_python() -> None:
    found = [(name, line, value) for name, tree in TREES.items() for value, line in figures(tree) if value in LEGAL]
    assert [item for item in found if (item[0], item[2]) not in FIGURES_ALLOWED] == []


def test_nothing_is_left_to_be_done() -> None:
    left = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX\b|\bHACK\b|\bbreakpoint\(|\bpdb\b")
    assert [name for name, path in FILES.items() if left.search(path.read_text(encoding="utf-8"))] == []


def test_names_say_what_things_are() -> None:
    assert [name for name in FILES if re.search(r"(^|[/_])(utils?|helpers?|managers?|misc|common|engine|handlers?)(\.py|/|_)", name)] == []
