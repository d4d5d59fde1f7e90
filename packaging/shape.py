"""The budgets and bans of this code base, read from the syntax tree.

`python packaging/shape.py` prints what breaks a rule, and what is longer than it should be.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("app", "tests", "packaging")

FILE_AIM, FILE_LIMIT = 300, 400
FUNCTION_AIM, FUNCTION_LIMIT = 40, 60

VAGUE_MODULES = {"utils", "util", "helpers", "common", "misc", "manager", "base"}
VAGUE_SUFFIXES = ("Manager", "Handler", "Helper", "Controller", "Util")

BANNED_NAMES = {
    "processEvents": "runs the event loop inside a task",
    "asyncSlot": "starts a task that belongs to nobody",
    "asyncClose": "starts a task that belongs to nobody",
    "CERT_NONE": "turns certificate checks off",
    "check_hostname": "turns certificate checks off",
    "eval": "runs text as code",
    "exec": "runs text as code",
    "marshal": "runs whatever the file says",
    "pickle": "runs whatever the file says",
}
TASK_STARTERS = {"create_task", "ensure_future"}
TASK_OWNERS = {"services/tasks.py", "provider/exchange.py"}
"""Where tasks begin: in the collection that owns them, and in the context that awaits its one."""
CHILD_STARTERS = {"subprocess", "create_subprocess_exec", "create_subprocess_shell", "QProcess"}
BANNED_ARGUMENTS = {
    "verify": (False, "turns certificate checks off"),
    "follow_redirects": (True, "sends the key to wherever a server points"),
    "shell": (True, "lets a shell read the arguments"),
}
BARE_IGNORE = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?|type:\s*ignore(?:\[[\w, -]+\])?)\s*$"
)
"""A rule switched off at the end of a line, with no word about why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that breaks a rule."""

    path: PurePosixPath
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


def faults_in(path: PurePosixPath, source: str) -> Iterator[Fault]:
    """Yield every broken rule of one file; the path is relative to the checkout."""
    tree = ast.parse(source)
    yield from _faults_of_file(path, source, tree)
    for function in _functions(tree):
        if _length(function) > FUNCTION_LIMIT:
            yield Fault(path, function.lineno, f"a function of more than {FUNCTION_LIMIT} lines")
    for node in ast.walk(tree):
        if path.parts[0] == "app":
            yield from _banned(path, node)
        elif path.parts[0] == "tests":
            yield from _skipped_without_reason(path, node)


def long_parts(path: PurePosixPath, source: str) -> Iterator[str]:
    """Name the file and its functions where they are longer than they should be."""
    if (lines := source.count("\n")) > FILE_AIM:
        yield f"{path} ({lines} lines)"
    for node in _functions(ast.parse(source)):
        if (lines := _length(node)) > FUNCTION_AIM:
            yield f"{path}:{node.lineno} {node.name} ({lines} lines)"


def read_tree(root: Path) -> Iterator[tuple[PurePosixPath, str]]:
    """Yield the relative path and the text of every Python file of the project."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield PurePosixPath(path.relative_to(root).as_posix()), path.read_text("utf-8")


def _faults_of_file(path: PurePosixPath, source: str, tree: ast.Module) -> Iterator[Fault]:
    lines = source.splitlines()
    if len(lines) > FILE_LIMIT:
        yield Fault(path, FILE_LIMIT, f"a file of more than {FILE_LIMIT} lines")
    if ast.get_docstring(tree) is None:
        yield Fault(path, 1, "a module without a docstring")
    if path.stem in VAGUE_MODULES:
        yield Fault(path, 1, "a module name that says nothing")
    if path.name == "__init__.py" and not all(_may_stand_in_init(node) for node in tree.body):
        yield Fault(path, 1, "code in __init__.py")
    for number, line in enumerate(lines, start=1):
        if BARE_IGNORE.search(line):
            yield Fault(path, number, "a rule switched off without a reason beside it")


def _may_stand_in_init(node: ast.stmt) -> bool:
    """Allow a docstring and `__version__ = "..."`."""
    match node:
        case ast.Expr(ast.Constant(str())):
            return True
        case ast.Assign([ast.Name("__version__")], ast.Constant(str())):
            return True
    return False


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _banned(path: PurePosixPath, node: ast.AST) -> Iterator[Fault]:
    """Find what the app must not contain at one node."""
    match node:
        case ast.Attribute(attr="exec" | "exec_"):
            yield Fault(path, node.lineno, "exec() of a dialog or menu stops every task: open() it")
        case ast.keyword(arg=str(name), value=ast.Constant(value)) if name in BANNED_ARGUMENTS:
            banned, why = BANNED_ARGUMENTS[name]
            if value is banned:
                yield Fault(path, node.value.lineno, f"{name}={value} {why}")
        case ast.ClassDef(name=name) if name.endswith(VAGUE_SUFFIXES):
            yield Fault(path, node.lineno, f"a class name that says nothing: {name}")
        case ast.Name(id=name) | ast.Attribute(attr=name):
            yield from _banned_name(path, node.lineno, name)
        case ast.Import(names) | ast.ImportFrom(names=names):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for imported in (*modules, *(alias.name for alias in names)):
                yield from _banned_name(path, node.lineno, imported)


def _banned_name(path: PurePosixPath, line: int, name: str) -> Iterator[Fault]:
    if why := BANNED_NAMES.get(name):
        yield Fault(path, line, f"{name} {why}")
    if name in TASK_STARTERS and "/".join(path.parts[-2:]) not in TASK_OWNERS:
        yield Fault(path, line, f"{name} outside services/tasks.py: a task needs an owner")
    if name in CHILD_STARTERS and not _may_start_children(path):
        yield Fault(path, line, f"{name} outside what starts our children, in provider/")


def _may_start_children(path: PurePosixPath) -> bool:
    if path.parent.name != "provider":
        return False
    return path.stem.startswith("local") or path.stem in ("diagram_process", "pattern_process")


def _skipped_without_reason(path: PurePosixPath, node: ast.AST) -> Iterator[Fault]:
    """Find a skip or an expected failure that does not say what is missing."""
    match node:
        case ast.Call(ast.Attribute(ast.Name("pytest"), "skip" | "xfail"), args=[_, *_]):
            pass
        case ast.Call(ast.Attribute(attr="skip" | "skipif" | "xfail"), keywords=keywords):
            if not any(keyword.arg == "reason" for keyword in keywords):
                yield Fault(path, node.lineno, "a skip that does not say what is missing")
        case ast.FunctionDef(decorator_list=marks) | ast.ClassDef(decorator_list=marks):
            for mark in marks:
                if isinstance(mark, ast.Attribute) and mark.attr in {"skip", "xfail"}:
                    yield Fault(path, mark.lineno, "a skip that does not say what is missing")


def main() -> int:
    """Print the faults and the tail of the whole checkout; fail if there is a fault."""
    files = list(read_tree(ROOT))
    faults = [fault for path, source in files for fault in faults_in(path, source)]
    tail = [part for path, source in files for part in long_parts(path, source)]
    for line in (*faults, *(f"longer than it should be: {part}" for part in tail)):
        print(line)
    print(f"{len(files)} files, {len(faults)} faults, {len(tail)} longer than they should be")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
