"""The stop button of Jupyter's front ends, pressed as the kernelspec says."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from check import Group

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("interrupts")
PROMPT = 2.0

ENDLESS = {
    "loop": "a loop",
    "await": "an await",
    "loop_after_await": "a loop after an await",
    "catching_loop": "a loop that catches everything",
    "regex": "a regular expression that never ends",
    "block": "a blocking wait",
    "child_block": "a wait for a child process",
}


def stops(kernel: KernelUnderTest, msg_id: str) -> None:
    began = time.monotonic()
    reply = kernel.shell_reply(msg_id, timeout=PROMPT + 1)["content"]
    took = time.monotonic() - began
    assert took < PROMPT, f"{took:.1f} s"
    assert reply["status"] == "error", reply["status"]
    kernel.until_idle(msg_id)


def quiet(kernel: KernelUnderTest) -> None:
    """Some kernels refuse cells for a while after an error."""
    time.sleep(0.3)
    assert kernel.is_alive(), "the kernel died"


for snippet, name in ENDLESS.items():

    def ends(kernel: KernelUnderTest, snippet: str = snippet) -> None:
        kernel.run_code("set")
        msg_id = kernel.start(snippet)
        kernel.interrupt()
        stops(kernel, msg_id)
        quiet(kernel)
        kernel.remembers()

    GROUP.check(f"{name} ends within 2 s, variables stay")(ends)


@GROUP.check("between cells it does nothing")
def at_idle(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    for _ in range(5):
        if kernel.kernel.interrupt_mode == "message":
            kernel.control_reply(kernel.request("control", "interrupt_request"))
        else:
            kernel.interrupt()
            quiet(kernel)
        kernel.remembers()


@GROUP.check("SIGINT between cells does nothing")
def signal_at_idle(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    kernel.manager.signal_kernel(signal.SIGINT)
    kernel.manager.signal_kernel(signal.SIGINT)
    quiet(kernel)
    kernel.remembers()


@GROUP.check("SIGINT stops a loop")
def signal_in_loop(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    msg_id = kernel.start("loop")
    kernel.manager.signal_kernel(signal.SIGINT)
    stops(kernel, msg_id)
    quiet(kernel)
    kernel.remembers()


@GROUP.check("interrupt_request stops a loop")
def message_in_loop(kernel: KernelUnderTest) -> None:
    msg_id = kernel.start("loop")
    kernel.request("control", "interrupt_request")
    stops(kernel, msg_id)
    quiet(kernel)
    kernel.works()


@GROUP.check("pressed twice it ends one cell")
def twice(kernel: KernelUnderTest) -> None:
    msg_id = kernel.start("loop")
    kernel.interrupt()
    kernel.interrupt()
    stops(kernel, msg_id)
    quiet(kernel)
    for _ in range(3):
        kernel.works()


@GROUP.check("the cells queued behind are aborted")
def queued(kernel: KernelUnderTest) -> None:
    first = kernel.start("loop")
    behind = kernel.client.execute(kernel.code("hello"))
    kernel.interrupt()
    stops(kernel, first)
    assert kernel.shell_reply(behind, timeout=3)["content"]["status"] == "aborted"
