"""Requests that are answered although the language is at work."""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty
from typing import TYPE_CHECKING

import zmq

from check import Group

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("answers while a cell runs")
SOON = 1.0

REQUESTS: dict[str, Callable[[KernelUnderTest], str]] = {
    "complete": lambda k: k.client.complete(k.code("completions")[0]["text"]),
    "inspect": lambda k: k.client.inspect(k.code("inspect")),
    "is_complete": lambda k: k.client.is_complete(k.code("complete")[0]),
    "history": lambda k: k.client.history(hist_access_type="tail", n=1),
    "comm_info": lambda k: k.client.comm_info(),
    "kernel_info": lambda k: k.client.kernel_info(),
}


def ask_all(kernel: KernelUnderTest, seconds: float) -> set[str]:
    """Sends every request and returns the types of the replies that come in time."""
    asked = {ask(kernel) for ask in REQUESTS.values()}
    answered: set[str] = set()
    deadline = time.monotonic() + seconds
    while len(answered) < len(asked):
        try:
            reply = kernel.client.get_shell_msg(timeout=max(0.001, deadline - time.monotonic()))
        except Empty:
            break
        if reply["parent_header"].get("msg_id") in asked:
            answered.add(reply["header"]["msg_type"])
    return answered


def answered_during(kernel: KernelUnderTest, state: str) -> set[str]:
    # the first use of a language service is not what is measured
    ask_all(kernel, 3)
    kernel.is_spoilt = True
    kernel.start(state)
    return ask_all(kernel, SOON)


# asked once in each state: not every kernel is of use afterwards
verdicts: dict[str, set[str]] = {}

for state in ("loop", "await"):
    for kind in REQUESTS:

        def answers(kernel: KernelUnderTest, state: str = state, kind: str = kind) -> None:
            if state not in verdicts:
                verdicts[state] = answered_during(kernel, state)
            assert f"{kind}_reply" in verdicts[state], f"no reply within {SOON:.0f} s"

        what = "a loop runs" if state == "loop" else "a cell awaits"
        GROUP.check(f"{kind} while {what}", timeout=20)(answers)


@GROUP.check("kernel_info on the control channel while a loop runs", is_fresh=True)
def control(kernel: KernelUnderTest) -> None:
    kernel.start("loop")
    kernel.control_reply(kernel.request("control", "kernel_info_request"), timeout=SOON)


@GROUP.check("the heart beats while a loop runs", is_fresh=True)
def heartbeat(kernel: KernelUnderTest) -> None:
    kernel.start("loop")
    with kernel.raw_socket("hb", zmq.REQ) as raw:
        raw.rcvtimeo = int(SOON * 1000)
        raw.send(b"beat")
        assert raw.recv() == b"beat"
