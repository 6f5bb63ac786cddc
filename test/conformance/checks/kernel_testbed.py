"""The 27 checks of runtimed's kernel-testbed, after its description; none of its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import zmq

from check import Group
from checks.suite import first_message

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("kernel-testbed")


def only(execution: Any, kind: str) -> dict[str, Any]:
    """The content of the one message of a type."""
    found = [m["content"] for m in execution.messages if m["header"]["msg_type"] == kind]
    assert len(found) == 1, f"{len(found)} messages of type {kind}, types: {execution.kinds}"
    return found[0]


def kernel_info(kernel: KernelUnderTest) -> dict[str, Any]:
    return kernel.shell_reply(kernel.client.kernel_info())["content"]


@GROUP.check("heartbeat")
def heartbeat(kernel: KernelUnderTest) -> None:
    with kernel.raw_socket("hb", zmq.REQ) as raw:
        raw.rcvtimeo = 2000
        raw.send(b"beat")
        assert raw.recv() == b"beat"


@GROUP.check("iopub_welcome", timeout=20)
def iopub_welcome(kernel: KernelUnderTest) -> None:
    kind = first_message(kernel)["header"]["msg_type"]
    assert kind == "iopub_welcome", kind


@GROUP.check("kernel_info_reply")
def kernel_info_reply(kernel: KernelUnderTest) -> None:
    assert kernel_info(kernel)["implementation"]


@GROUP.check("kernel_info language_info")
def kernel_info_language(kernel: KernelUnderTest) -> None:
    language = kernel_info(kernel)["language_info"]
    for field in ("name", "version", "mimetype", "file_extension"):
        assert language.get(field), f"no {field}"


@GROUP.check("kernel_info protocol_version")
def kernel_info_version(kernel: KernelUnderTest) -> None:
    assert kernel_info(kernel)["protocol_version"].startswith("5.")


@GROUP.check("stdout")
def stdout(kernel: KernelUnderTest) -> None:
    assert "hello, world" in kernel.printed("hello")


@GROUP.check("stderr")
def stderr(kernel: KernelUnderTest) -> None:
    assert "oops" in kernel.run_code("stderr").stream("stderr")


@GROUP.check("execute_reply ok")
def reply_ok(kernel: KernelUnderTest) -> None:
    assert kernel.run_code("hello").status == "ok"


@GROUP.check("status busy and idle")
def busy_idle(kernel: KernelUnderTest) -> None:
    messages = kernel.run_code("hello").messages
    states = [m["content"].get("execution_state") for m in (messages[0], messages[-1])]
    assert states == ["busy", "idle"], states


@GROUP.check("execute_input")
def execute_input(kernel: KernelUnderTest) -> None:
    content = only(kernel.run_code("hello"), "execute_input")
    assert content["code"] == kernel.code("hello")


@GROUP.check("shutdown_reply", is_fresh=True)
def shutdown_reply(kernel: KernelUnderTest) -> None:
    msg_id = kernel.request("control", "shutdown_request", {"restart": False})
    reply = kernel.control_reply(msg_id, timeout=5)
    assert reply["header"]["msg_type"] == "shutdown_reply"


@GROUP.check("complete")
def complete(kernel: KernelUnderTest) -> None:
    sample = kernel.code("completions")[0]
    content = kernel.shell_reply(kernel.client.complete(sample["text"]))["content"]
    assert content["status"] == "ok" and "matches" in content


@GROUP.check("inspect")
def inspect(kernel: KernelUnderTest) -> None:
    content = kernel.shell_reply(kernel.client.inspect(kernel.code("inspect")))["content"]
    assert content["status"] == "ok"


@GROUP.check("is_complete, complete code")
def is_complete(kernel: KernelUnderTest) -> None:
    reply = kernel.shell_reply(kernel.client.is_complete(kernel.code("complete")[0]))
    assert reply["content"]["status"] == "complete"


@GROUP.check("is_complete, incomplete code")
def is_incomplete(kernel: KernelUnderTest) -> None:
    reply = kernel.shell_reply(kernel.client.is_complete(kernel.code("incomplete")[0]))
    assert reply["content"]["status"] == "incomplete"


@GROUP.check("history")
def history(kernel: KernelUnderTest) -> None:
    reply = kernel.shell_reply(kernel.client.history(hist_access_type="tail", n=5))
    assert isinstance(reply["content"]["history"], list)


@GROUP.check("comm_info")
def comm_info(kernel: KernelUnderTest) -> None:
    reply = kernel.shell_reply(kernel.client.comm_info())
    assert reply["header"]["msg_type"] == "comm_info_reply", reply["header"]["msg_type"]
    assert isinstance(reply["content"]["comms"], dict)


@GROUP.check("error")
def error(kernel: KernelUnderTest) -> None:
    execution = kernel.run_code("raise")
    assert execution.status == "error"
    assert only(execution, "error")["ename"]


@GROUP.check("display_data")
def display_data(kernel: KernelUnderTest) -> None:
    assert "text/html" in only(kernel.run_code("display_html"), "display_data")["data"]


@GROUP.check("update_display_data")
def update_display_data(kernel: KernelUnderTest) -> None:
    shown = only(kernel.run_code("display_with_id"), "display_data")
    updated = only(kernel.run_code("update_display"), "update_display_data")
    assert shown["transient"]["display_id"] == updated["transient"]["display_id"]


@GROUP.check("execute_result")
def execute_result(kernel: KernelUnderTest) -> None:
    sample = kernel.code("results")[0]
    data = only(kernel.run(sample["code"]), "execute_result")["data"]
    assert sample["result"] in data["text/plain"]


@GROUP.check("execute_result, rich")
def rich_result(kernel: KernelUnderTest) -> None:
    assert "text/html" in only(kernel.run_code("rich_result"), "execute_result")["data"]


@GROUP.check("stdin")
def stdin(kernel: KernelUnderTest) -> None:
    msg_id = kernel.client.execute(kernel.code("input"), allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=5)
    assert request["content"]["prompt"] == "Enter: ", request["content"]
    kernel.client.input("typed")
    assert "got typed" in kernel.collect(msg_id).stream()


@GROUP.check("comm life cycle")
def comm_life_cycle(kernel: KernelUnderTest) -> None:
    for kind in ("comm_open", "comm_msg", "comm_close"):
        content = {"comm_id": "c-testbed", "data": {}, "target_name": "nobody"}
        kernel.until_idle(kernel.request("shell", kind, content))
    kernel.works()


@GROUP.check("interrupt_request")
def interrupt_request(kernel: KernelUnderTest) -> None:
    reply = kernel.control_reply(kernel.request("control", "interrupt_request"), timeout=5)
    assert reply["header"]["msg_type"] == "interrupt_reply"


@GROUP.check("execution_count")
def execution_count(kernel: KernelUnderTest) -> None:
    first, second = (kernel.run_code("hello").reply["content"] for _ in range(2))
    assert second["execution_count"] == first["execution_count"] + 1


@GROUP.check("parent_header")
def parent_header(kernel: KernelUnderTest) -> None:
    execution = kernel.run_code("hello")
    parents = {m["parent_header"]["msg_id"] for m in [execution.reply, *execution.messages]}
    assert len(parents) == 1, f"{len(parents)} parents"
