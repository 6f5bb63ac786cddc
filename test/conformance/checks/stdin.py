"""Questions that a cell asks its user."""

from __future__ import annotations

from queue import Empty
from typing import TYPE_CHECKING

import zmq

from check import Group

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("stdin")


def ask(kernel: KernelUnderTest, name: str = "input") -> str:
    """Starts a cell that asks, and waits for its question."""
    msg_id = kernel.client.execute(kernel.code(name), allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=4)
    assert request["parent_header"].get("msg_id") == msg_id
    return msg_id


@GROUP.check("only the client that runs the cell is asked")
def requester_only(kernel: KernelUnderTest) -> None:
    with kernel.raw_socket("stdin", zmq.DEALER, b"another client") as other:
        kernel.works()
        msg_id = ask(kernel)
        assert not other.poll(200), "another client is asked, too"
        kernel.client.input("typed")
        assert "got typed" in kernel.collect(msg_id).stream()


@GROUP.check("a password is asked for as one")
def password(kernel: KernelUnderTest) -> None:
    msg_id = kernel.client.execute(kernel.code("password"), allow_stdin=True)
    assert kernel.client.get_stdin_msg(timeout=4)["content"]["password"] is True
    kernel.client.input("secret")
    assert "got secret" in kernel.collect(msg_id).stream()


@GROUP.check("a client without stdin is not asked; the cell goes on or fails")
def not_allowed(kernel: KernelUnderTest) -> None:
    execution = kernel.run_code("input", allow_stdin=False, timeout=4)
    assert execution.status in ("ok", "error")
    try:
        kernel.client.get_stdin_msg(timeout=0.2)
    except Empty:
        return
    raise AssertionError("it is asked all the same")


@GROUP.check("the heart beats while the user is asked")
def heartbeat(kernel: KernelUnderTest) -> None:
    msg_id = ask(kernel)
    with kernel.raw_socket("hb", zmq.REQ) as raw:
        raw.rcvtimeo = 1000
        raw.send(b"beat")
        assert raw.recv() == b"beat"
    kernel.client.input("typed")
    kernel.collect(msg_id)


@GROUP.check("an interrupt ends the question; a late answer goes nowhere")
def interrupted(kernel: KernelUnderTest) -> None:
    msg_id = ask(kernel)
    kernel.interrupt()
    assert kernel.collect(msg_id, timeout=3).status == "error"
    kernel.client.input("late")
    again = ask(kernel)
    kernel.client.input("in time")
    assert "got in time" in kernel.collect(again).stream()
