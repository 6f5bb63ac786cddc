"""Comms: both ends open, speak and close, with bytes; a front end is never left waiting."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from running_kernel import TIMEOUT, RunningKernel

ECHO = """
comms.register("echo", (comm) => {
  comm.onMessage(({ data, metadata, buffers }) => comm.send({ got: data }, { metadata, buffers }));
  comm.onClose(() => console.log("closed"));
});
"""


class FrontEndComm:
    """The end of a comm that lives in a front end."""

    def __init__(self, kernel: RunningKernel, comm_id: str | None = None) -> None:
        self.kernel = kernel
        self.id = comm_id or str(uuid.uuid4())

    def say(self, kind: str, data: Any = None, buffers: Any = None, **content: Any) -> str:
        session = self.kernel.client.session
        content = {"comm_id": self.id, "data": data or {}, **content}
        message = session.msg(f"comm_{kind}", content, metadata={"version": "2.1.0"})
        session.send(self.kernel.client.shell_channel.socket, message, buffers=buffers)
        return message["header"]["msg_id"]

    def open(self, target: str, data: Any = None) -> list[dict[str, Any]]:
        return self.kernel.until_idle(self.say("open", data, target_name=target))


def kinds(messages: list[dict[str, Any]]) -> list[str]:
    return [
        message["content"].get("execution_state", message["header"]["msg_type"])
        for message in messages
    ]


def open_comms(kernel: RunningKernel, target: str | None = None) -> dict[str, Any]:
    reply = kernel.shell_reply(kernel.client.comm_info(target))
    return reply["content"]["comms"]


def test_a_front_end_opens_a_comm_and_is_answered(kernel: RunningKernel) -> None:
    kernel.run(ECHO)
    comm = FrontEndComm(kernel)
    assert kinds(comm.open("echo")) == ["busy", "idle"]
    assert open_comms(kernel, "echo") == {comm.id: {"target_name": "echo"}}
    assert open_comms(kernel, "other") == {}
    messages = kernel.until_idle(comm.say("msg", {"n": 1}, buffers=[b"\x00\xff", b"abc"]))
    assert kinds(messages) == ["busy", "comm_msg", "idle"]
    answer = messages[1]
    assert answer["content"] == {"comm_id": comm.id, "data": {"got": {"n": 1}}}
    assert answer["metadata"] == {"version": "2.1.0"}
    assert [bytes(buffer) for buffer in answer["buffers"]] == [b"\x00\xff", b"abc"]
    assert kinds(kernel.until_idle(comm.say("close"))) == ["busy", "stream", "idle"]
    assert kinds(kernel.until_idle(comm.say("close"))) == ["busy", "idle"]
    assert open_comms(kernel) == {}


def test_a_comm_may_follow_its_cell_at_once(kernel: RunningKernel) -> None:
    kernel.client.execute(ECHO.replace("echo", "hasty"))
    comm = FrontEndComm(kernel)
    assert kinds(comm.open("hasty")) == ["busy", "idle"]
    assert open_comms(kernel, "hasty") != {}
    kernel.until_idle(comm.say("close"))


def test_a_comm_to_an_unknown_target_is_closed(kernel: RunningKernel) -> None:
    messages = FrontEndComm(kernel).open("nobody knows")
    assert kinds(messages) == ["busy", "comm_close", "idle"]


def test_a_cell_opens_a_comm_and_awaits_what_the_front_end_says(kernel: RunningKernel) -> None:
    code = """
    const click = await new Promise((resolve) => {
      const comm = comms.open("button", { label: "go" }, { id: "from-cell", buffers: [Uint8Array.of(7)] });
      comm.onMessage(({ data }) => { console.log("handled"); resolve(data.click); });
    });
    click
    """
    msg_id = kernel.client.execute(code)
    while True:
        message = kernel.iopub(TIMEOUT)
        if message["header"]["msg_type"] == "comm_open":
            break
    assert message["parent_header"]["msg_id"] == msg_id
    assert message["content"] == {
        "comm_id": "from-cell", "target_name": "button", "data": {"label": "go"},
    }  # fmt: skip
    assert bytes(message["buffers"][0]) == b"\x07"
    said = FrontEndComm(kernel, "from-cell").say("msg", {"click": 3})
    handled: list[dict[str, Any]] = []
    cell: list[dict[str, Any]] = []
    while not (handled and handled[-1]["content"].get("execution_state") == "idle"):
        message = kernel.iopub(TIMEOUT)
        parent = message["parent_header"].get("msg_id")
        (handled if parent == said else cell).append(message)
    assert kinds(handled) == ["busy", "stream", "idle"]
    assert kernel.shell_reply(msg_id)["content"]["status"] == "ok"
    assert "stream" not in kinds(cell)


def test_messages_wait_for_a_loop_and_comm_info_does_not(kernel: RunningKernel) -> None:
    kernel.run("let heard = 0; comms.open('t', {}, { id: 'w' }).onMessage(() => { heard++ })")
    msg_id = kernel.client.execute("console.log('begun'); while (true) {}")
    kernel.started_printing(msg_id, "begun")
    comm = FrontEndComm(kernel, "w")
    waiting = [comm.say("msg") for _ in range(3)]
    assert "w" in open_comms(kernel, "t")
    kernel.interrupt()
    assert kernel.shell_reply(msg_id)["content"]["status"] == "error"
    kernel.until_idle(waiting[-1])
    assert kernel.run("heard").result == "3"


def test_a_handler_that_spins_can_be_interrupted(kernel: RunningKernel) -> None:
    kernel.run(
        "comms.open('t', {}, { id: 's' }).onMessage(() => { console.log('spins'); while (true) {} })"
    )
    said = FrontEndComm(kernel, "s").say("msg")
    kernel.started_printing(said, "spins")
    kernel.interrupt()
    assert kinds(kernel.until_idle(said))[-2:] == ["stream", "idle"]
    assert kernel.run("1 + 1").result == "2"


def test_fifty_megabytes_go_both_ways(kernel: RunningKernel) -> None:
    kernel.run(ECHO)
    comm = FrontEndComm(kernel)
    comm.open("echo")
    big = bytes(range(256)) * 200_000
    messages = kernel.until_idle(comm.say("msg", buffers=[big]), timeout=60)
    assert bytes(messages[1]["buffers"][0]) == big
    kernel.until_idle(comm.say("close"))


def test_comms_end_with_the_process_behind_them(own_kernel: RunningKernel) -> None:
    own_kernel.run("comms.open('t', {}, { id: 'doomed' })")
    execution = own_kernel.run("process.exit(1)")
    assert execution.status == "error"
    closed = [m for m in execution.messages if m["header"]["msg_type"] == "comm_close"]
    assert [message["content"]["comm_id"] for message in closed] == ["doomed"]
    assert open_comms(own_kernel) == {}
    assert kinds(FrontEndComm(own_kernel, "doomed").open("t")) == ["busy", "comm_close", "idle"]


def test_the_protocol_of_widgets_can_be_spoken(kernel: RunningKernel) -> None:
    """What ipywidgets does: state with buffers, an update of it, and a request for all states."""
    code = """
    const state = { _model_name: "AnyModel", _esm: "export default {}", value: 1, image: null };
    const widget = comms.open(
      "jupyter.widget",
      { state, buffer_paths: [["image"]] },
      { metadata: { version: "2.1.0" }, buffers: [Uint8Array.of(1, 2, 3)] },
    );
    const updates: unknown[] = [];
    widget.onMessage(({ data, buffers }) => {
      if (data.method === "update") {
        updates.push(data.state, buffers.length);
        widget.send({ method: "echo_update", state: data.state, buffer_paths: data.buffer_paths }, { buffers });
      }
    });
    comms.register("jupyter.widget.control", (comm) => {
      comm.onMessage(({ data }) => {
        if (data.method === "request_states") comm.send({ method: "update_states", states: { [widget.id]: { state } } });
      });
    });
    """
    execution = kernel.run(code)
    opened = next(m for m in execution.messages if m["header"]["msg_type"] == "comm_open")
    assert opened["content"]["target_name"] == "jupyter.widget"
    assert opened["metadata"]["version"] == "2.1.0"
    widget = FrontEndComm(kernel, opened["content"]["comm_id"])
    update = {"method": "update", "state": {"value": 2}, "buffer_paths": [["image"]]}
    echo = kernel.until_idle(widget.say("msg", update, buffers=[b"xyz"]))[1]
    assert echo["content"]["data"]["method"] == "echo_update"
    assert bytes(echo["buffers"][0]) == b"xyz"
    control = FrontEndComm(kernel)
    control.open("jupyter.widget.control")
    states = kernel.until_idle(control.say("msg", {"method": "request_states"}))[1]
    assert states["content"]["data"]["states"].keys() == {widget.id}
    assert kernel.run("updates").result == "[ { value: 2 }, 1 ]"


@pytest.mark.parametrize("content", [{}, {"comm_id": 5}, {"comm_id": "unknown", "data": None}])
def test_messages_that_fit_no_comm_reach_idle(
    kernel: RunningKernel, content: dict[str, Any]
) -> None:
    for kind in ("comm_msg", "comm_close"):
        assert kinds(kernel.until_idle(kernel.request("shell", kind, content))) == ["busy", "idle"]
