"""Output arrives whole, in order, in the right cell and before the idle status."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import zmq

from check import Group

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("output")
GIANT = 2_000_000


def numbers(count: int) -> str:
    return "".join(f"{number}\n" for number in range(count))


@GROUP.check("20,000 lines all arrive, in order", timeout=15)
def many_lines(kernel: KernelUnderTest) -> None:
    whole = numbers(20_000)
    text = kernel.all_printed(kernel.code("lines") % 20_000, lambda text: len(text) >= len(whole))
    assert text == whole, f"{text.count(chr(10))} lines"


@GROUP.check("20,000 lines take fewer than 1,000 messages", timeout=15)
def few_messages(kernel: KernelUnderTest) -> None:
    execution = kernel.run(kernel.code("lines") % 20_000)
    assert len(execution.messages) < 1000, f"{len(execution.messages)} messages"
    assert execution.stream().count("\n") == 20_000, "not all"


@GROUP.check("a line of 20 MB arrives", timeout=20)
def long_line(kernel: KernelUnderTest) -> None:
    code = kernel.code("long_line") % 20_000_000
    text = kernel.all_printed(code, lambda text: len(text) >= 20_000_000)
    assert len(text.rstrip("\n")) == 20_000_000, f"{len(text)} characters"


@GROUP.check("200 lines come before idle, 30 times", timeout=20)
def before_idle(kernel: KernelUnderTest) -> None:
    late = sum(
        kernel.run(kernel.code("lines") % 200).stream() != numbers(200) for _ in range(30)
    )
    assert late == 0, f"{late} of 30 incomplete at idle"


@GROUP.check("every client is welcomed and misses nothing from then on")
def after_welcome(kernel: KernelUnderTest) -> None:
    with kernel.raw_socket("iopub", zmq.SUB) as raw:
        raw.rcvtimeo = 3000
        raw.subscribe(b"")
        assert any(b"iopub_welcome" in part for part in raw.recv_multipart()), "no welcome"
        msg_id = kernel.client.execute(kernel.code("hello")).encode()
        first = raw.recv_multipart()
        assert any(b'"busy"' in part for part in first) and any(msg_id in part for part in first)
        kernel.shell_reply(msg_id.decode())


@GROUP.check("nothing comes after idle", timeout=15)
def after_idle(kernel: KernelUnderTest) -> None:
    noisy = kernel.client.execute(kernel.code("lines") % 5000)
    marker = kernel.client.execute(kernel.code("hello"))
    kernel.until_idle(noisy)
    late = 0
    while True:
        message = kernel.iopub(8)
        parent = message["parent_header"].get("msg_id")
        late += parent == noisy
        if parent == marker and message["content"].get("execution_state") == "idle":
            break
    assert late == 0, f"{late} messages"


@GROUP.check("busy, input, output, result and idle keep their order")
def order(kernel: KernelUnderTest) -> None:
    sample = kernel.code("results")[0]
    code = f"{kernel.code('hello')}\n{sample['code']}"
    types = [m["header"]["msg_type"] for m in kernel.run(code).messages]
    assert types == ["status", "execute_input", "stream", "execute_result", "status"], types


@GROUP.check("a result is plain text without colours")
def no_colours(kernel: KernelUnderTest) -> None:
    sample = kernel.code("results")[0]
    assert kernel.run(sample["code"]).result == sample["result"]


@GROUP.check("a failing cell has one error, equal to its reply")
def one_error(kernel: KernelUnderTest) -> None:
    same_error(kernel, "raise")


@GROUP.check("a syntax error is an error message")
def syntax_error(kernel: KernelUnderTest) -> None:
    same_error(kernel, "syntax_error")


def same_error(kernel: KernelUnderTest, name: str) -> None:
    execution = kernel.run_code(name)
    errors = [m for m in execution.messages if m["header"]["msg_type"] == "error"]
    assert execution.status == "error" and execution.kinds == ["error"], execution.kinds
    fields = ("ename", "evalue", "traceback")
    assert [errors[0]["content"][f] for f in fields] == [
        execution.reply["content"].get(f) for f in fields
    ]


@GROUP.check("split characters and carriage returns stay intact")
def split_bytes(kernel: KernelUnderTest) -> None:
    whole = "é😺10%\r20%\r\n"
    text = kernel.all_printed(kernel.code("bytes"), lambda text: len(text) >= len(whole))
    assert text == whole, repr(text)


@GROUP.check("output of child processes is captured")
def child_output(kernel: KernelUnderTest) -> None:
    assert "from a child" in kernel.printed("child_output")


def printing_parent(kernel: KernelUnderTest, text: str) -> Any:
    """The request that a text is printed for."""
    deadline = time.monotonic() + 4
    while True:
        message = kernel.iopub(deadline - time.monotonic())
        if text in message["content"].get("text", ""):
            return message["parent_header"].get("msg_id")


@GROUP.check("late output goes to its own cell")
def late_output(kernel: KernelUnderTest) -> None:
    own = kernel.client.execute(kernel.code("late_print"))
    kernel.collect(own)
    kernel.works()
    assert printing_parent(kernel, "late") == own, "in another cell"


@GROUP.check("an unhandled rejection is shown and survived")
def rejection(kernel: KernelUnderTest) -> None:
    shown_later(kernel, "rejection", "nobody waits")


@GROUP.check("what a timer throws is shown and survived")
def late_throw(kernel: KernelUnderTest) -> None:
    shown_later(kernel, "late_throw", "thrown late" if kernel.kernel.language != "python" else "zero")


def shown_later(kernel: KernelUnderTest, name: str, text: str) -> None:
    own = kernel.client.execute(kernel.code(name))
    next_cell = kernel.client.execute(kernel.code("sleep") % 100)
    deadline = time.monotonic() + 4
    printed = ""
    while text not in printed and time.monotonic() < deadline:
        message = kernel.iopub(deadline - time.monotonic())
        if message["parent_header"].get("msg_id") in (own, next_cell):
            content = message["content"]
            printed += content.get("text", "") + content.get("evalue", "")
    kernel.shell_reply(next_cell)
    kernel.works()


@GROUP.check("an output is updated by a later cell")
def update(kernel: KernelUnderTest) -> None:
    first, second = kernel.run_code("display_with_id"), kernel.run_code("update_display")
    assert (first.kinds, second.kinds) == (["display_data"], ["update_display_data"])
    ids = [
        message["content"]["transient"]["display_id"]
        for execution in (first, second)
        for message in execution.messages
        if "transient" in message["content"]
    ]
    assert len(ids) == 2 and ids[0] == ids[1] is not None, ids


@GROUP.check("clear_output is a message of its own")
def clear_output(kernel: KernelUnderTest) -> None:
    assert kernel.run_code("clear_output").kinds == ["clear_output"]


for name in ("giant", "circular", "throwing"):

    def bounded(kernel: KernelUnderTest, name: str = name) -> None:
        execution = kernel.run_code(f"{name}_value", timeout=15)
        length = len(execution.result or execution.stream())
        assert length < GIANT, f"{length} characters"
        if name != "throwing":
            assert execution.status == "ok" and length > 0, execution.status
        kernel.works()

    GROUP.check(f"a {name} value has a bounded form", timeout=20)(bounded)
