"""Cells that would take a kernel down: each is answered, and the next cell runs."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from running_kernel import RunningKernel, gone

BETWEEN = 0.6

HOSTILE = {
    "a patched Array.prototype.push": "Array.prototype.push = () => { throw new Error('no') }",
    "a patched Promise.prototype.then": "Promise.prototype.then = () => { throw new Error('no') }",
    "a patched Function.prototype.call": "Function.prototype.call = () => { throw new Error('no') }",
    "a patched JSON": "JSON.stringify = JSON.parse = () => { throw new Error('no') }",
    "no listeners": "process.removeAllListeners(); void Promise.reject(new Error('lost'))",
    "an ended stdout": "process.stdout.end()",
    "a closed stdout": "(await import('node:fs')).closeSync(1)",
    "a closed command channel": "(await import('node:fs')).closeSync(3)",
    "a closed control channel": "(await import('node:fs')).closeSync(4)",
    "a closed event channel": "(await import('node:fs')).closeSync(5)",
    "garbage on the event channel": "(await import('node:fs')).writeSync(5, 'garbage')",
    "a frozen global object": "Object.freeze(globalThis); 0",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_cell_is_answered_and_the_next_one_runs(kernel: RunningKernel, code: str) -> None:
    assert kernel.run(code).status in ("ok", "error")
    assert kernel.run("2 + 3").result == "5"
    kernel.run("process.exit()")


def test_a_second_interrupt_restarts_the_process_of_a_cell_that_will_not_stop(
    kernel: RunningKernel, tmp_path: Path
) -> None:
    kernel.run("var kept = 1")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    msg_id = kernel.client.execute(
        f"console.log('begun'); (await import('node:fs')).readFileSync('{pipe}')"
    )
    kernel.started_printing(msg_id, "begun")
    kernel.interrupt()
    time.sleep(BETWEEN)
    kernel.interrupt()
    content = kernel.collect(msg_id).reply["content"]
    assert content["ename"] == "ProcessEnded"
    assert "Variables are gone" in content["evalue"]
    assert kernel.run("typeof (globalThis as { kept?: unknown }).kept").result == "'undefined'"


def test_a_process_that_ends_between_cells_is_told_of_and_the_next_cell_runs(
    kernel: RunningKernel,
) -> None:
    msg_id = kernel.client.execute("setTimeout(() => process.exit(3), 20)")
    kernel.until_idle(msg_id)
    kernel.shell_reply(msg_id)
    kernel.started_printing(msg_id, "Variables are gone")
    assert kernel.run("1 + 1").result == "2"


def test_the_signal_of_a_cell_is_aborted_by_the_stop_button(kernel: RunningKernel) -> None:
    msg_id = kernel.client.execute(
        "var signal: AbortSignal = cellSignal(); console.log('begun'); await new Promise(() => {})"
    )
    kernel.started_printing(msg_id, "begun")
    kernel.interrupt()
    assert kernel.collect(msg_id).status == "error"
    assert kernel.run("await 1; signal.aborted").result == "true"


def test_fifty_processes_of_a_cell_end_with_the_kernel(own_kernel: RunningKernel) -> None:
    own_kernel.run(
        "const { spawn } = await import('node:child_process');"
        "for (let i = 0; i < 50; i++) spawn('sleep', ['60'])"
    )
    processes = own_kernel.processes()
    assert len(processes) > 50
    own_kernel.manager.signal_kernel(signal.SIGHUP)
    assert gone(processes, timeout=5) == []


def test_a_flood_without_end_is_stopped_and_memory_stays_bounded(kernel: RunningKernel) -> None:
    msg_id = kernel.client.execute("for (;;) console.log('x'.repeat(100))")
    kernel.started_printing(msg_id, "x")
    deadline = time.monotonic() + 3
    while time.monotonic() < deadline:
        kernel.iopub(5)
    kernel.interrupt()
    kernel.until_idle(msg_id, timeout=60)
    assert kernel.shell_reply(msg_id)["content"]["status"] == "error"
    assert psutil.Process(kernel.pid).memory_info().rss < 600e6
    assert kernel.run("1 + 1").result == "2"
