"""The stop button ends the cell at hand within moments, and the variables stay."""

from __future__ import annotations

import signal
import time

import pytest

from running_kernel import RunningKernel

PROMPT = 2.0

ENDLESS = {
    "a loop": "while (true) {}",
    "a loop that catches everything": "for (;;) { try { for (;;) {} } catch {} finally {} }",
    "an await": "await new Promise(() => {})",
    "a loop after an await": "await 1; while (true) {}",
    "a loop in a timer": "await new Promise(() => setTimeout(() => { for (;;) {} }, 1))",
    "promises without end": "const spin = (): Promise<void> => Promise.resolve().then(spin);"
    " await spin()",
    "a blocking wait": "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)",
    "a blocking child process": "(await import('node:child_process')).execSync('sleep 30')",
    "a pathological regular expression": "/^(a+)+$/.test('a'.repeat(40) + 'b')",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS.keys())
def test_an_interrupt_ends_the_cell_and_keeps_the_variables(
    kernel: RunningKernel, code: str
) -> None:
    kernel.run("var kept = 'still here'")
    msg_id = kernel.client.execute(f"console.log('begun'); {code}")
    kernel.started_printing(msg_id, "begun")
    began = time.monotonic()
    kernel.interrupt()
    reply = kernel.shell_reply(msg_id)["content"]
    assert time.monotonic() - began < PROMPT
    assert reply["status"] == "error"
    kernel.until_idle(msg_id)
    assert kernel.run("kept").result == "'still here'"


def test_an_interrupt_between_cells_does_nothing(kernel: RunningKernel) -> None:
    kernel.run("var calm = 1")
    for _ in range(20):
        kernel.control_reply(kernel.request("control", "interrupt_request"))
        assert kernel.run("calm += 1").status == "ok"
    assert kernel.run("calm").result == "21"


def test_two_interrupts_in_a_row_end_one_cell(kernel: RunningKernel) -> None:
    msg_id = kernel.client.execute("console.log('begun'); while (true) {}")
    kernel.started_printing(msg_id, "begun")
    kernel.interrupt()
    kernel.interrupt()
    assert kernel.collect(msg_id).status == "error"
    assert kernel.run("1 + 1").result == "2"


def test_the_signal_of_a_terminal_interrupts_like_the_button(kernel: RunningKernel) -> None:
    msg_id = kernel.client.execute("console.log('begun'); while (true) {}")
    kernel.started_printing(msg_id, "begun")
    kernel.manager.signal_kernel(signal.SIGINT)
    assert kernel.collect(msg_id).status == "error"
    kernel.manager.signal_kernel(signal.SIGINT)
    assert kernel.run("1 + 1").result == "2"


def test_an_interrupt_aborts_the_cells_behind(kernel: RunningKernel) -> None:
    first = kernel.client.execute("console.log('begun'); while (true) {}")
    behind = kernel.client.execute("'ran'")
    kernel.started_printing(first, "begun")
    kernel.interrupt()
    assert kernel.shell_reply(first)["content"]["status"] == "error"
    assert kernel.collect(behind).status == "aborted"


def test_everything_but_execution_is_answered_while_a_loop_runs(kernel: RunningKernel) -> None:
    client = kernel.client
    msg_id = client.execute("console.log('begun'); while (true) {}")
    kernel.started_printing(msg_id, "begun")
    try:
        began = time.monotonic()
        asked = {
            "complete": client.complete("Math.hyp"),
            "inspect": client.inspect("Math.hypot"),
            "is_complete": client.is_complete("1 + 1"),
            "history": client.history(hist_access_type="tail", n=1),
            "comm_info": client.comm_info(),
            "kernel_info": client.kernel_info(),
        }
        statuses = {}
        for _ in asked:
            reply = client.get_shell_msg(timeout=5)
            statuses[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        answered = {kind: statuses.get(request) for kind, request in asked.items()}
        assert answered == {kind: "complete" if kind == "is_complete" else "ok" for kind in asked}
        control = kernel.request("control", "kernel_info_request")
        assert kernel.control_reply(control, timeout=5)["content"]["status"] == "ok"
        assert client.hb_channel.is_beating()
        assert time.monotonic() - began < 5
    finally:
        kernel.interrupt()
    kernel.collect(msg_id)
