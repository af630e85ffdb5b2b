"""Checks who knows whom, that the engine reaches no school but through its host, and that no function is a module."""

import ast
from pathlib import Path

from .places import REPOSITORY

ADDON = "school_anonymisation"
FORBIDDEN = {
    f"{ADDON}.erasure": ("rules", "models", "papers", "wizards", "controllers"),
    f"{ADDON}.rules": ("erasure", "models", "papers", "wizards", "controllers"),
}
"""Package: the packages of the same addon of which it may import nothing."""
WITHOUT_SCHOOL = f"{ADDON}.erasure"
"""The package that reaches no model of a school by name."""
SCHOOL = "school"


def problems(addons):
    """``["path:line: sentence"]`` for each import that goes the wrong way, and each school that the engine reaches."""
    found = []
    for addon in addons:
        allowed = _known_to(addon)
        for file in sorted((REPOSITORY / addon).rglob("*.py")):
            name = file.relative_to(REPOSITORY)
            for line, sentence in of_source(name, file.read_text(), allowed, addons):
                found.append(f"{name}:{line}: {sentence}")
    return found


def of_source(path, source, allowed, addons):
    """Yield (line, sentence) of what a file does that it may not.

    :param path: of the file, from the repository. :param allowed: names of the addons that its addon may import.
    :param addons: names of all addons.
    """
    tree = ast.parse(source)
    package = ".".join(Path(path).parent.parts)
    own = next((name for name in FORBIDDEN if package == name or package.startswith(f"{name}.")), None)
    for line, imported in _imports(tree, package):
        addon, _dot, inner = imported.partition(".")
        if addon in addons and addon not in allowed:
            yield line, f"imports {imported}, and its manifest does not depend on {addon}"
        if own and addon == ADDON and inner.split(".")[0] in FORBIDDEN[own]:
            yield line, f"imports {imported}, of which {own} knows nothing"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == Path(path).stem:
            yield (
                node.lineno,
                f"{node.name}() bears the name of its module: `from . import` would give one or the other",
            )
    if own == WITHOUT_SCHOOL:
        for line, model in _models_reached(tree):
            if model.split(".")[0] == SCHOOL:
                yield line, f'reaches env["{model}"]; what the engine needs of a school comes from its host'


def _imports(tree, package):
    """Yield (line, name from the addon on) of everything that is imported, here or inside of functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            names = [f"{start}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield node.lineno, name.removeprefix("odoo.addons.")


def _models_reached(tree):
    """Yield (line, model) of each ``env["model"]`` and ``env.get("model")``, whatever stands before ``env``."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(model))):
                pass
            case ast.Call(func=ast.Attribute(value=owner, attr="get"), args=[ast.Constant(value=str(model)), *_]):
                pass
            case _:
                continue
        if getattr(owner, "attr", getattr(owner, "id", None)) == "env":
            yield node.lineno, model


def _known_to(addon):
    """Names of the addons of this repository that an addon depends on, directly or not, and its own."""
    known, waiting = set(), [addon]
    while waiting:
        name = waiting.pop()
        manifest = REPOSITORY / name / "__manifest__.py"
        if name not in known and manifest.is_file():
            known.add(name)
            waiting += ast.literal_eval(manifest.read_text())["depends"]
    return known
