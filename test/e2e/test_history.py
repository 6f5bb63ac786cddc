"""History: the same answers as ipykernel's, and a file that outlives the kernel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Iterator

import pytest

import running_kernel
from running_kernel import RunningKernel

# understood by both languages
INPUTS = ["1", "2", "'a'", "1", "", "[3]", "'b'", "1 + 1", "4", "5", "6", "7", "8"]

REQUESTS = [
    {"hist_access_type": "tail", "n": 3},
    {"hist_access_type": "tail", "n": 0},
    {"hist_access_type": "tail", "n": 1000},
    {"hist_access_type": "tail"},
    {"hist_access_type": "tail", "n": 3, "raw": False},
    {"hist_access_type": "range", "session": 0, "start": 1, "stop": 4},
    {"hist_access_type": "range", "session": 0, "start": 1, "stop": 4, "output": True},
    {"hist_access_type": "range", "session": 0, "start": -2},
    {"hist_access_type": "range", "session": 0, "start": 1, "stop": -5},
    {"hist_access_type": "range", "session": 0, "start": 3, "stop": 0},
    {"hist_access_type": "range", "session": 0, "start": 90},
    {"hist_access_type": "range", "session": 7, "start": 1},
    {"hist_access_type": "range", "session": -1, "start": 1},
    {"hist_access_type": "search", "pattern": "*"},
    {"hist_access_type": "search", "pattern": "1*", "unique": True},
    {"hist_access_type": "search", "pattern": "?", "n": 3},
    {"hist_access_type": "search", "pattern": "?", "n": 3, "unique": True},
    {"hist_access_type": "search", "pattern": "[12]"},
    {"hist_access_type": "search", "pattern": "[^12]"},
    {"hist_access_type": "search", "pattern": "nothing*"},
    {"hist_access_type": "nonsense"},
]


def history(kernel: RunningKernel, **request: Any) -> list[Any]:
    content = {"raw": True, "output": False, **request}
    reply = kernel.shell_reply(kernel.request("shell", "history_request", content))["content"]
    assert reply["status"] == "ok"
    return reply["history"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[RunningKernel]]:
    env = {"IPYTHONDIR": str(tmp_path_factory.mktemp("ipython"))}
    kernels = [RunningKernel(), RunningKernel(env=env, kernel_name="python3")]
    for kernel in kernels:
        for code in INPUTS:
            kernel.run(code)
    yield kernels
    for kernel in kernels:
        kernel.close()


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_the_answer_is_that_of_ipykernel(
    both: list[RunningKernel], request_: dict[str, Any]
) -> None:
    ours, theirs = (history(kernel, **request_) for kernel in both)
    assert ours == theirs


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "below" / "history.jsonl"


def kernel_with(file: Path) -> RunningKernel:
    return RunningKernel(env={"PREPLAB_HISTORY": str(file)})


def test_a_file_keeps_inputs_for_the_next_kernel(file: Path) -> None:
    first, second = kernel_with(file), kernel_with(file)
    try:
        first.run("'one'")
        second.run("'two'")
        first.run("'three'")
        assert history(first, hist_access_type="tail") == [
            [2, 1, "'two'"], [1, 1, "'one'"], [1, 2, "'three'"],
        ]  # fmt: skip
        first.manager.restart_kernel()
        first.client.wait_for_ready(timeout=running_kernel.TIMEOUT)
        first.run("'four'")
        assert history(first, hist_access_type="search", pattern="*o*", unique=True) == [
            [1, 1, "'one'"], [2, 1, "'two'"], [3, 1, "'four'"],
        ]  # fmt: skip
        assert history(first, hist_access_type="range", session=-1, start=1) == [[2, 1, "'two'"]]
    finally:
        first.close()
        second.close()


def test_what_ran_before_a_crash_is_in_the_file(file: Path) -> None:
    kernel = kernel_with(file)
    try:
        kernel.run("'before'")
        kernel.manager.provisioner.process.kill()
        inputs = [json.loads(line).get("input") for line in file.read_text().split()]
        assert inputs == [None, "'before'"]
    finally:
        kernel.close()


def test_a_file_that_cannot_be_written_costs_one_line_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "below").write_text("no folder")
    kernel = kernel_with(tmp_path / "below" / "history.jsonl")
    try:
        assert kernel.run("1 + 1").result == "2"
        assert history(kernel, hist_access_type="tail") == [[1, 1, "1 + 1"]]
    finally:
        kernel.close()


def test_without_a_file_history_ends_with_the_kernel(own_kernel: RunningKernel) -> None:
    own_kernel.run("1")
    own_kernel.manager.restart_kernel()
    own_kernel.client.wait_for_ready(timeout=running_kernel.TIMEOUT)
    assert history(own_kernel, hist_access_type="tail") == []
