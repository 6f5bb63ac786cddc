"""Widgets: what a front end with ipywidgets and anywidget hears and says, over the sockets."""

from __future__ import annotations

import struct
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from running_kernel import KERNEL_NAME, TIMEOUT, RunningKernel
from test_comms import FrontEndComm, kinds, open_comms

VIEW = "application/vnd.jupyter.widget-view+json"
SLIDER = """
const slider = widget({
  esm: "export default {\\n  render() {}\\n}", name: "Slider",
  state: { value: 1, samples: Float32Array.of(0.5, 2), image: tf.tensor2d([[1, 2]], [1, 2], "int32") },
});
slider.on("change:value", ({ new: value }) => console.log("value", value));
slider
"""
ROTATION = """
const image = tf.linspace(0, 1, 64).reshape([8, 8, 1]);
interact(
  ({ turn, fillMode }) => layers.randomRotation({ factor: [turn, turn], fillMode })(image),
  { turn: { min: -0.5, max: 0.5, value: 0.25 }, fillMode: ["reflect", "wrap"] },
)
"""


def contents(messages: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [message["content"] for message in messages if message["header"]["msg_type"] == kind]


def update_of(**state: Any) -> dict[str, Any]:
    return {"method": "update", "state": state, "buffer_paths": []}


def opened(kernel: RunningKernel, code: str) -> tuple[FrontEndComm, list[dict[str, Any]]]:
    """Runs a cell that makes one widget; gives the front end's end of it, and all messages."""
    execution = kernel.run(code)
    assert execution.status == "ok"
    [content] = contents(execution.messages, "comm_open")
    return FrontEndComm(kernel, content["comm_id"]), execution.messages


def test_a_widget_is_an_anywidget(kernel: RunningKernel) -> None:
    comm, messages = opened(kernel, SLIDER)
    message = next(m for m in messages if m["header"]["msg_type"] == "comm_open")
    assert message["content"]["target_name"] == "jupyter.widget"
    assert message["metadata"]["version"] == "2.1.0"
    data = message["content"]["data"]
    assert data["buffer_paths"] == [["samples"], ["image", "buffer"]]
    buffers = [bytes(buffer) for buffer in message["buffers"]]
    assert buffers == [struct.pack("<2f", 0.5, 2), struct.pack("<2i", 1, 2)]
    state = data["state"]
    assert (state["_model_module"], state["_model_name"]) == ("anywidget", "AnyModel")
    assert state["image"] == {"dtype": "int32", "shape": [1, 2]}
    [result] = contents(messages, "execute_result")
    assert result["data"][VIEW] == {
        "version_major": 2, "version_minor": 0, "model_id": comm.id,
    }  # fmt: skip
    assert result["data"]["text/plain"].splitlines() == [
        "Widget Slider {",
        "  value: 1,",
        "  samples: Float32Array(2) [ 0.5, 2 ],",
        "  image: Tensor int32 [1, 2]",
        "}",
    ]
    assert open_comms(kernel, "jupyter.widget") == {comm.id: {"target_name": "jupyter.widget"}}
    kernel.run("slider.close()")
    assert open_comms(kernel, "jupyter.widget") == {}


def test_an_update_is_echoed_and_handled(kernel: RunningKernel) -> None:
    comm, _ = opened(kernel, SLIDER)
    update = {"method": "update", "state": {"value": 2}, "buffer_paths": [["samples"]]}
    messages = kernel.until_idle(comm.say("msg", update, buffers=[struct.pack("<f", 7)]))
    assert kinds(messages) == ["busy", "comm_msg", "stream", "idle"]
    assert messages[1]["content"]["data"] == {**update, "method": "echo_update"}
    assert bytes(messages[1]["buffers"][0]) == struct.pack("<f", 7)
    assert messages[2]["content"]["text"] == "value 2\n"
    assert kernel.run("slider.get('samples')").result == "Float32Array(1) [7]"
    kernel.run("slider.close()")


def test_a_page_that_is_loaded_again_gets_all_states(kernel: RunningKernel) -> None:
    comm, _ = opened(kernel, SLIDER)
    control = FrontEndComm(kernel)
    control.open("jupyter.widget.control")
    answer = kernel.until_idle(control.say("msg", {"method": "request_states"}))[1]
    data = answer["content"]["data"]
    assert data["method"] == "update_states"
    assert data["states"][comm.id]["model_name"] == "AnyModel"
    assert data["states"][comm.id]["state"]["value"] == 1
    paths = [["samples"], ["image", "buffer"]]
    assert data["buffer_paths"] == [[comm.id, "state", *path] for path in paths]
    assert [len(buffer) for buffer in answer["buffers"]] == [8, 8]
    kernel.run("slider.close()")


def test_a_moved_control_replaces_the_picture(kernel: RunningKernel) -> None:
    comm, messages = opened(kernel, ROTATION)
    panel, picture = contents(messages, "display_data")
    assert panel["data"][VIEW]["model_id"] == comm.id
    assert panel["data"]["text/plain"] == "turn = 0.25, fillMode = reflect"
    assert picture["data"]["text/plain"].startswith("Tensor float32 [8, 8, 1]")
    settings = {"turn": 0, "fillMode": 1}
    answer = kernel.until_idle(comm.say("msg", update_of(settings=settings)))
    assert kinds(answer) == ["busy", "comm_msg", "update_display_data", "idle"]
    assert answer[2]["content"]["transient"] == picture["transient"]
    assert answer[2]["content"]["data"] != picture["data"]


def test_a_flood_of_changes_ends_at_the_last(kernel: RunningKernel) -> None:
    comm, _ = opened(kernel, "interact(({ n }) => n, { n: { min: 0, max: 1000, value: 0 } })")
    said = [comm.say("msg", update_of(settings={"n": n})) for n in range(1, 1001)]
    shown: list[dict[str, Any]] = []
    while True:
        message = kernel.iopub(TIMEOUT)
        if message["header"]["msg_type"] == "update_display_data":
            shown.append(message["content"]["data"])
        is_last = message["parent_header"].get("msg_id") == said[-1]
        if is_last and message["content"].get("execution_state") == "idle":
            break
    assert shown[-1] == {"text/plain": "1000"}
    assert len(shown) < 1000


def test_fifty_megabytes_are_a_state(kernel: RunningKernel) -> None:
    code = """var big = widget({
      esm: "export default {};\\n",
      state: { data: new Uint8Array(5e7).fill(3) },
    })"""
    comm, messages = opened(kernel, code)
    message = next(m for m in messages if m["header"]["msg_type"] == "comm_open")
    assert bytes(message["buffers"][0]) == b"\x03" * 50_000_000
    update = {"method": "update", "state": {}, "buffer_paths": [["data"]]}
    answer = kernel.until_idle(comm.say("msg", update, buffers=[b"\x04" * 50_000_000]), timeout=60)
    assert len(answer[1]["buffers"][0]) == 50_000_000
    assert kernel.run("big.get('data').every((byte) => byte === 4)").result == "true"
    kernel.run("big.close()")


def test_widgets_end_with_the_process_behind_them(own_kernel: RunningKernel) -> None:
    comm, _ = opened(own_kernel, SLIDER)
    execution = own_kernel.run("process.exit(0)")
    closed = contents(execution.messages, "comm_close")
    assert [content["comm_id"] for content in closed] == [comm.id]
    assert open_comms(own_kernel) == {}
    late = comm.say("msg", update_of(value=2))
    assert kinds(own_kernel.until_idle(late)) == ["busy", "idle"]


def test_a_notebook_keeps_its_widgets_and_pictures() -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(SLIDER),
            nbformat.v4.new_code_cell("for (let i = 0; i < 100; i++) slider.set('value', i)"),
            nbformat.v4.new_code_cell(ROTATION),
        ]
    )
    NotebookClient(notebook, kernel_name=KERNEL_NAME, timeout=60, store_widget_state=True).execute()
    state = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]
    views = [
        output["data"][VIEW]["model_id"]
        for cell in notebook.cells
        for output in cell.outputs
        if VIEW in output.get("data", {})
    ]
    slider, panel = (state[view] for view in views)
    assert (slider["model_module"], slider["model_name"]) == ("anywidget", "AnyModel")
    assert slider["state"]["value"] == 99
    assert [buffer["path"] for buffer in slider["buffers"]] == [["samples"], ["image", "buffer"]]
    assert panel["state"]["settings"] == {"turn": 0.25, "fillMode": 0}
    nbformat.validate(notebook)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert "data:image/png" in page
    assert page.count(views[1]) >= 2
