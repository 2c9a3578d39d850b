"""The shape of the house: imports run one way, modules stay small and documented. That the law stands in YAML only is held by `test_no_law_in_python.py`."""

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
    "catalog": {"catalog", "conditions", "facts", "system", "base", "__init__"},
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
HEAVY = {"networkx", "weasyprint", "rich", "jinja2", "typer", "typst", "lxml", "babel", "openpyxl", "xlsxwriter", "docx", "pydantic"}


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


# Modules that stand on a heavy package, or on another of these; they are imported where they are used.
WAITING: dict[str, set[str]] = {"system/forms.py": {"pydantic"}, "system/json_schema.py": set(), "reports/template_code.py": {"jinja2"}}


@pytest.mark.parametrize("name", FILES)
def test_heavy_packages_wait_until_they_are_used(name: str) -> None:
    wanted = {module.split(".")[0] for module, _, at_once in IMPORTS[name] if at_once} & HEAVY
    assert wanted <= ({"typer"} if layer(name) == "cli" else WAITING.get(name, set()))


@pytest.mark.parametrize("name", WAITING)
def test_modules_that_build_on_a_heavy_package_wait_themselves(name: str) -> None:
    module = f"compliance.{name.removesuffix('.py').replace('/', '.')}"
    assert [other for other in FILES if other not in WAITING and any(found == module and at_once for found, _, at_once in IMPORTS[other])] == []


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


def test_nothing_is_left_to_be_done() -> None:
    left = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|\bXXX\b|\bHACK\b|\bbreakpoint\(|\bpdb\b")
    assert [name for name, path in FILES.items() if left.search(path.read_text(encoding="utf-8"))] == []


def test_names_say_what_things_are() -> None:
    assert [name for name in FILES if re.search(r"(^|[/_])(utils?|helpers?|managers?|misc|common|engine|handlers?)(\.py|/|_)", name)] == []
