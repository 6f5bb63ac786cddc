"""Cells that end their process, requests to shut down, and a parent that is gone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from running_kernel import KERNEL_NAME, RunningKernel, gone

BEFORE = "(globalThis as { before?: unknown }).before"

FATAL = {
    "process.exit": "process.exit(3)",
    "process.exit in a timer": "await new Promise(() => setTimeout(() => process.exit(0), 1))",
    "process.abort": "process.abort()",
    "SIGKILL": "process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})",
}


@pytest.mark.parametrize("code", FATAL.values(), ids=FATAL.keys())
def test_a_cell_that_ends_its_process_is_an_error_and_the_kernel_goes_on(
    kernel: RunningKernel, code: str
) -> None:
    kernel.run("var before = 1")
    assert kernel.run(BEFORE).result == "1"
    execution = kernel.run(code)
    assert execution.status == "error"
    assert execution.kinds.count("error") == 1
    assert kernel.run(BEFORE).result is None
    assert kernel.run("1 + 1").result == "2"


def test_running_out_of_memory_is_survived(kernel: RunningKernel) -> None:
    code = "const hoard: number[][] = []; for (;;) hoard.push(new Array(1_000_000).fill(1.5))"
    kernel.run("(await import('node:v8')).setFlagsFromString('--max-old-space-size=200')")
    assert kernel.run(code, timeout=90).status == "error"
    assert kernel.run("1 + 1").result == "2"


@pytest.mark.parametrize("restart", [False, True])
def test_shutdown_is_answered_and_leaves_no_process(
    own_kernel: RunningKernel, restart: bool
) -> None:
    own_kernel.run("(await import('node:child_process')).spawn('sleep', ['60']).pid")
    processes = own_kernel.processes()
    msg_id = own_kernel.request("control", "shutdown_request", {"restart": restart})
    reply = own_kernel.control_reply(msg_id)["content"]
    assert (reply["status"], reply["restart"]) == ("ok", restart)
    assert gone(processes, timeout=5) == []


def test_shutdown_works_while_a_loop_runs(own_kernel: RunningKernel) -> None:
    running = own_kernel.client.execute("console.log('begun'); while (true) {}")
    own_kernel.started_printing(running, "begun")
    processes = own_kernel.processes()
    msg_id = own_kernel.request("control", "shutdown_request", {"restart": False})
    assert own_kernel.control_reply(msg_id, timeout=1)["content"]["status"] == "ok"
    assert gone(processes, timeout=5) == []


def test_two_shutdowns_are_no_more_than_one(own_kernel: RunningKernel) -> None:
    processes = own_kernel.processes()
    first = own_kernel.request("control", "shutdown_request", {"restart": False})
    own_kernel.request("control", "shutdown_request", {"restart": False})
    assert own_kernel.control_reply(first)["content"]["status"] == "ok"
    assert gone(processes, timeout=5) == []


def test_other_clients_hear_of_a_shutdown(own_kernel: RunningKernel) -> None:
    own_kernel.request("control", "shutdown_request", {"restart": True})
    while (message := own_kernel.iopub(20))["header"]["msg_type"] != "shutdown_reply":
        pass
    assert message["content"]["restart"] is True


def test_a_termination_signal_ends_all_processes(own_kernel: RunningKernel) -> None:
    processes = own_kernel.processes()
    os.kill(own_kernel.pid, signal.SIGTERM)
    assert gone(processes, timeout=5) == []


def test_a_killed_protocol_process_leaves_no_orphan(own_kernel: RunningKernel) -> None:
    running = own_kernel.client.execute("console.log('begun'); while (true) {}")
    own_kernel.started_printing(running, "begun")
    processes = own_kernel.processes()
    os.kill(own_kernel.pid, signal.SIGKILL)
    assert gone(processes, timeout=5) == []


def test_the_kernel_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    starter = f"""
import json, sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from running_kernel import RunningKernel
kernel = RunningKernel()
kernel.run("1")
print(json.dumps([process.pid for process in kernel.processes()]), flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        processes = [psutil.Process(pid) for pid in json.loads(parent.stdout.readline())]
        parent.kill()
    assert gone(processes, timeout=5) == []


def test_a_restart_forgets_the_variables(own_kernel: RunningKernel) -> None:
    own_kernel.run("const old = 1")
    own_kernel.manager.restart_kernel()
    own_kernel.client.wait_for_ready(timeout=20)
    assert own_kernel.run("typeof (globalThis as { old?: unknown }).old").result == "'undefined'"
    assert own_kernel.run("const old = 2; old").result == "2"


@pytest.mark.parametrize("name", ["plain", "with spaces", "ünïcode 😺"])
def test_the_kernel_runs_in_any_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    (folder / "near.mjs").write_text("export const near = 7;\n")
    running = RunningKernel(cwd=str(folder))
    try:
        assert running.run("process.cwd()").result == repr(str(folder))
        assert running.run("import { near } from './near.mjs'; near").result == "7"
        assert sorted(os.listdir(folder)) == ["near.mjs"]
    finally:
        running.close()


def test_the_kernelspec_asks_for_message_interrupts(kernel: RunningKernel) -> None:
    spec = kernel.manager.kernel_spec
    assert spec is not None
    assert spec.interrupt_mode == "message" or KERNEL_NAME != "preplab"
    assert all(Path(argument).is_absolute() for argument in spec.argv[:2])
    logos = {file.name for file in Path(spec.resource_dir).glob("logo-*")}
    assert {"logo-svg.svg", "logo-32x32.png", "logo-64x64.png"} <= logos


def test_the_notebooks_folder_may_be_removed_or_read_only(tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir(mode=0o555)
    running = RunningKernel(cwd=str(folder))
    try:
        assert running.run("layers.rescaling({ scale: 2 }).name").status == "ok"
        folder.rmdir()
        assert running.run("enum Kind { A } Kind.A").result == "0"
        assert running.run("process.exit()").status == "error"
        assert running.run("1 + 1").result == "2"
    finally:
        running.close()
