"""The rules about shape: that each finds what it is for, and that the whole tree keeps them."""

from pathlib import Path, PurePosixPath

import pytest

import shape

ROOT = Path(__file__).parents[1]
IN_APP = PurePosixPath("app/whinchat/services/chat.py")
IN_TESTS = PurePosixPath("tests/services/test_chat.py")
DOCUMENTED = '"""A module."""\n'


def rules_broken_by(source: str, path: PurePosixPath = IN_APP) -> list[str]:
    return [fault.rule for fault in shape.faults_in(path, DOCUMENTED + source)]


def test_the_whole_tree_keeps_the_rules() -> None:
    faults = [
        str(fault)
        for path, source in shape.read_tree(ROOT)
        for fault in shape.faults_in(path, source)
    ]
    assert faults == []


def test_ordinary_code_breaks_no_rule() -> None:
    assert rules_broken_by("def twice(number: int) -> int:\n    return 2 * number\n") == []


@pytest.mark.parametrize(
    "source",
    [
        "dialog.exec()",
        "menu.exec_(point)",
        "app.processEvents()",
        "from qasync import asyncSlot",
        "asyncio.create_task(work())",
        "asyncio.ensure_future(work())",
        "httpx.AsyncClient(verify=False)",
        "httpx.AsyncClient(follow_redirects=True)",
        "run(command, shell=True)",
        "context.verify_mode = ssl.CERT_NONE",
        "context.check_hostname = False",
        "eval(text)",
        "exec(text)",
        "import pickle",
        "import subprocess",
        "from subprocess import run",
        "asyncio.create_subprocess_exec(program)",
        "class TaskManager: ...",
        "value = 1  # noqa: PLR2004",
        "value = 1  # type: ignore[assignment]",
    ],
)
def test_a_banned_construct_is_found_in_the_app(source: str) -> None:
    assert len(rules_broken_by(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "database.execute(statement)",
        "httpx.AsyncClient(verify=context, follow_redirects=False)",
        "value = 1  # noqa: PLR2004 - the format says so",
        "value = 1  # type: ignore[assignment]  # the stub is wrong",
    ],
)
def test_what_only_looks_banned_is_allowed(source: str) -> None:
    assert rules_broken_by(source) == []


@pytest.mark.parametrize("owner", sorted(shape.TASK_OWNERS))
def test_tasks_start_where_they_have_an_owner(owner: str) -> None:
    path = PurePosixPath("app/whinchat", owner)
    assert rules_broken_by("asyncio.create_task(work())", path) == []


def test_only_the_local_model_is_a_child_process() -> None:
    path = PurePosixPath("app/whinchat/provider/local_server.py")
    assert rules_broken_by("import subprocess", path) == []


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.skip\ndef test_a(): ...",
        "@pytest.mark.skipif(True)\ndef test_a(): ...",
        "@pytest.mark.xfail\ndef test_a(): ...",
        "def test_a():\n    pytest.skip()",
    ],
)
def test_a_skip_without_a_reason_is_found(source: str) -> None:
    assert rules_broken_by(source, IN_TESTS) == ["a skip that does not say what is missing"]


def test_a_skip_with_a_reason_is_allowed() -> None:
    source = '@pytest.mark.skipif(not FOUND, reason="no Xvfb")\ndef test_a(): ...'
    assert rules_broken_by(source, IN_TESTS) == []


def test_a_long_file_and_a_long_function_are_found() -> None:
    function = "def long() -> None:\n" + "    pass\n" * 60
    file = "value = 1\n" * 400
    assert rules_broken_by(function) == ["a function of more than 60 lines"]
    assert rules_broken_by(file) == ["a file of more than 400 lines"]


def test_the_tail_is_named_before_it_is_a_fault() -> None:
    function = "def longish() -> None:\n" + "    pass\n" * 40
    source = DOCUMENTED + function + "value = 1\n" * 300
    assert [*shape.long_parts(IN_APP, source)] == [
        f"{IN_APP} (342 lines)",
        f"{IN_APP}:2 longish (41 lines)",
    ]


def test_a_module_says_what_it_is_for() -> None:
    faults = shape.faults_in(IN_APP, "value = 1\n")
    assert [fault.rule for fault in faults] == ["a module without a docstring"]


def test_a_package_holds_no_code_of_its_own() -> None:
    path = PurePosixPath("app/whinchat/services/__init__.py")
    assert rules_broken_by('__version__ = "1"\n', path) == []
    assert rules_broken_by("value = 1\n", path) == ["code in __init__.py"]


def test_a_module_is_named_after_what_it_holds() -> None:
    assert rules_broken_by("", PurePosixPath("app/whinchat/utils.py")) == [
        "a module name that says nothing"
    ]
