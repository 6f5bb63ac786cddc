"""A cell asks whoever sent it, and nobody else; nothing else of the kernel waits for the answer."""

from __future__ import annotations

from typing import Any

import pytest
import zmq
from jupyter_client.blocking.client import BlockingKernelClient

from running_kernel import TIMEOUT, RunningKernel


def asked(client: BlockingKernelClient) -> dict[str, Any]:
    return client.get_stdin_msg(timeout=TIMEOUT)


ASKING = {"input": "await input('Name? ')", "prompt": "prompt('Name?')"}


@pytest.mark.parametrize("code", ASKING.values(), ids=ASKING.keys())
def test_a_question_is_answered(kernel: RunningKernel, code: str) -> None:
    msg_id = kernel.client.execute(code, allow_stdin=True)
    request = asked(kernel.client)
    assert request["header"]["msg_type"] == "input_request"
    assert request["parent_header"]["msg_id"] == msg_id
    assert request["content"] == {"prompt": "Name? ", "password": False}
    kernel.client.input("Ada 😺")
    assert kernel.collect(msg_id).result == "'Ada 😺'"


def test_a_password_is_asked_for_as_such(kernel: RunningKernel) -> None:
    code = "[await input('A', { password: true }), prompt('B', '', { password: true })]"
    msg_id = kernel.client.execute(code, allow_stdin=True)
    for prompt, value in (("A", "one"), ("B ", "two")):
        assert asked(kernel.client)["content"] == {"prompt": prompt, "password": True}
        kernel.client.input(value)
    assert kernel.collect(msg_id).result == "[ 'one', 'two' ]"


def test_without_standard_input_nobody_is_asked(kernel: RunningKernel) -> None:
    execution = kernel.run("await input('?')", allow_stdin=False)
    assert execution.reply["content"]["ename"] == "StdinNotAllowed"
    execution = kernel.run("[prompt('?'), confirm('?')]", allow_stdin=False)
    assert execution.result == "[ null, false ]"
    assert not kernel.client.stdin_channel.msg_ready()


@pytest.mark.parametrize("code", ASKING.values(), ids=ASKING.keys())
def test_everything_else_is_answered_while_a_question_waits(
    kernel: RunningKernel, code: str
) -> None:
    client = kernel.client
    msg_id = client.execute(code, allow_stdin=True)
    asked(client)
    for ask in (lambda: client.complete("Math.hyp"), client.kernel_info, client.comm_info):
        assert kernel.shell_reply(ask(), timeout=5)["content"]["status"] == "ok"
    with kernel.raw_socket("hb", zmq.REQ) as heartbeat:
        heartbeat.send(b"beat")
        assert heartbeat.recv() == b"beat"
    client.input("done")
    assert kernel.collect(msg_id).result == "'done'"


@pytest.mark.parametrize("code", ASKING.values(), ids=ASKING.keys())
def test_an_interrupt_ends_the_question_and_a_late_reply_is_ignored(
    kernel: RunningKernel, code: str
) -> None:
    kernel.run("var kept = 'still here'")
    msg_id = kernel.client.execute(code, allow_stdin=True)
    asked(kernel.client)
    kernel.interrupt()
    assert kernel.collect(msg_id).status == "error"
    kernel.client.input("late")
    assert kernel.run("kept").result == "'still here'"
    again = kernel.client.execute(code, allow_stdin=True)
    asked(kernel.client)
    kernel.client.input("in time")
    assert kernel.collect(again).result == "'in time'"


def test_only_the_client_that_sent_the_cell_is_asked(kernel: RunningKernel) -> None:
    other = kernel.manager.blocking_client()
    # a session of its own, and with it an identity
    other.session = kernel.signer()
    other.start_channels()
    try:
        other.wait_for_ready(timeout=TIMEOUT)
        msg_id = kernel.client.execute("await input('mine? ')", allow_stdin=True)
        assert asked(kernel.client)["content"]["prompt"] == "mine? "
        assert not other.stdin_channel.msg_ready()
        other.input("not mine")
        kernel.client.input("mine")
        assert kernel.collect(msg_id).result == "'mine'"
        theirs = other.execute("prompt('theirs?')", allow_stdin=True)
        assert asked(other)["content"]["prompt"] == "theirs? "
        assert not kernel.client.stdin_channel.msg_ready()
        other.input("theirs")
        results = [m["content"].get("data") for m in kernel.until_idle(theirs)]
        assert {"text/plain": "'theirs'"} in results
    finally:
        other.stop_channels()


def test_readline_asks_the_front_end(kernel: RunningKernel) -> None:
    code = """
    import { createInterface } from "node:readline/promises";
    const rl = createInterface({ input: process.stdin, output: process.stdout });
    const answers = [await rl.question("First? "), await rl.question("Second? ")];
    rl.close();
    answers
    """
    msg_id = kernel.client.execute(code, allow_stdin=True)
    for value in ("one", "two"):
        asked(kernel.client)
        kernel.client.input(value)
    execution = kernel.collect(msg_id)
    assert execution.result == "[ 'one', 'two' ]"
    assert execution.stream() == "First? Second? "
