"""In tslab and in Deno's kernel, `import { layers, show } from "preplab"` works and shows what it makes."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, Iterator

import pytest

from guest_kernels import SLOWEST, GuestKernel, make_project, merged

NAMES = "data, display, html, layers, plot, plotModel, ready, show, table, tf"
FIRST_CELL = f'import {{ {NAMES} }} from "preplab"; show(tf.eye(8))'
PNG = re.compile(r'<img src="data:image/png;base64,[\w+/=]+"')

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("guest"))


@pytest.fixture(scope="module", params=["tslab", "deno"])
def guest(request: pytest.FixtureRequest, project: Path) -> Iterator[GuestKernel]:
    """The first cell both imports and shows."""
    kernel = GuestKernel(request.param, project)
    try:
        assert PNG.search(kernel.data(FIRST_CELL)["text/html"])
        yield kernel
    finally:
        kernel.close()


def text_of(guest: GuestKernel, data: dict[str, str]) -> str:
    """Deno's kernel shows text beside html; tslab, which takes one type, prints what has no html."""
    return data["text/plain"] if guest.name == "deno" else data["text/html"]


def test_a_tensor_is_a_picture_with_its_numbers(guest: GuestKernel) -> None:
    data = guest.data(
        "const aug = layers.randomRotation({ factor: 0.125, seed: 1 });\n"
        "aug(tf.eye(5).reshape([5, 5, 1]))"
    )
    assert PNG.search(data.get("text/html", "")), data
    assert "Tensor float32 [5, 5, 1]" in text_of(guest, data)
    assert "0.13812797" in text_of(guest, data)


def test_a_lookup_shows_its_table_and_tokens(guest: GuestKernel) -> None:
    data = guest.data(
        "const lookup = layers.stringLookup();\n"
        'await lookup.adapt(["cyan", "turquoise", "celeste"]);\nlookup'
    )
    assert "<table" in data["text/html"]
    assert "turquoise" in data["text/html"]
    data = guest.data('lookup(["azure", "cyan"])')
    assert "cyan" in text_of(guest, data)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('table([{ name: "cyan", id: 2 }])', "<table"),
        ("show({ before: tf.zeros([4, 4, 3]), after: tf.ones([4, 4, 3]) })", "data:image/png"),
        ("plot([1, 2, 3])", "data:image/svg"),
        ("html`<p>${tf.tensor1d([1, 2])}</p>`", "Tensor float32 [2]"),
        ("layers.rescaling({ scale: 2 })", "Rescaling"),
        ("data.array([1, 2, 3]).batch(2)", "2 elements"),
        ("tf.input({ shape: [3] })", "[null, 3]"),
    ],
)
def test_results_are_shown(guest: GuestKernel, code: str, expected: str) -> None:
    assert expected in guest.data(code)["text/html"]


def test_a_model_is_trained_and_shown(guest: GuestKernel) -> None:
    made = guest.data(
        "const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });\n"
        'model.compile({ loss: "meanSquaredError", optimizer: "sgd" }); model'
    )
    assert "Dense" in made["text/html"]
    assert "data:image/svg" in guest.data("plotModel(model)")["text/html"]
    cell = (
        "const history = await model.fit(tf.ones([64, 3]), tf.ones([64, 1]), { epochs: 3 });\n"
        "await display(history)"
    )
    first, *updates, last = guest.outputs(cell, 3, more=True)
    assert "epoch 1/3" in first["data"]["text/html"]
    assert {update["kind"] for update in updates} == {"update_display_data"}
    assert "3/3" in updates[-1]["data"]["text/html"]
    assert "<table" in last["data"]["text/html"]


def test_displays_come_in_order_and_are_replaced(guest: GuestKernel) -> None:
    first, second, replaced = guest.outputs(
        "const handle = await display(plotModel(model)); display(table([{ a: 1 }])); "
        "handle.update(lookup);",
        3,
    )
    kinds = [first["kind"], second["kind"], replaced["kind"]]
    assert kinds == ["display_data", "display_data", "update_display_data"]
    assert "data:image/svg" in first["data"]["text/html"]
    assert "<table" in second["data"]["text/html"]
    assert replaced["transient"]["display_id"] == first["transient"]["display_id"]


def test_prints_have_the_numbers_of_tensors(guest: GuestKernel) -> None:
    [printed] = guest.outputs("console.log(tf.tensor1d([1, 2]), { a: tf.zeros([3]) })", 1)
    assert printed["text"] == "Tensor float32 [2] [1, 2] { a: Tensor float32 [3] }\n"


def test_there_is_one_tensorflow_and_it_computes_in_webassembly(guest: GuestKernel) -> None:
    cell = (
        'import * as own from "@tensorflow/tfjs"; await ready();\n'
        "console.log(own.Tensor === tf.Tensor, own.getBackend())"
    )
    assert guest.outputs(cell, 1)[0]["text"] == "true wasm\n"


def test_layers_run_in_threads(guest: GuestKernel) -> None:
    cell = (
        "const doubled = await data.array([[1], [2], [3], [4]]).batch(2)"
        ".parallelMap(layers.rescaling({ scale: 2 })).toArray();\n"
        "console.log(JSON.stringify(doubled.map((batch: any) => batch.arraySync())))"
    )
    assert guest.outputs(cell, 1)[0]["text"] == "[[[2],[4]],[[6],[8]]]\n"


def test_other_results_are_left_to_the_kernel(guest: GuestKernel) -> None:
    [content] = guest.outputs("[1, 2].map((x) => x * 2)", 1)
    if guest.name == "tslab":
        assert content["text"] == "[ 2, 4 ]\n"
    else:
        assert content["kind"] == "execute_result"
        assert without_colour(content["data"]["text/plain"]) == "[ 2, 4 ]"
    assert guest.outputs("undefined", 0) == []
    # after an error tslab takes no cell for 200 ms: this is the last test of the kernel
    [failed] = guest.outputs('throw new Error("of the cell")', 1)
    assert "of the cell" in failed.get("text", failed.get("evalue", ""))


@pytest.mark.parametrize("name", ["tslab", "deno"])
def test_cells_that_were_sent_together_keep_what_they_show(project: Path, name: str) -> None:
    kernel = GuestKernel(name, project)
    try:
        cells = [FIRST_CELL, "display(plot([1, 2, 3])); show(tf.eye(4))", "table([{ a: 1 }])"]
        first, second, third = kernel.outputs_of_all(cells, [1, 2, 1])
        assert PNG.search(first[0]["data"]["text/html"])
        assert "data:image/svg" in second[0]["data"]["text/html"]
        assert PNG.search(second[1]["data"]["text/html"])
        assert "<table" in third[0]["data"]["text/html"]
    finally:
        kernel.close()


def test_the_stop_button_of_tslab_stops_training(project: Path) -> None:
    kernel = GuestKernel("tslab", project)
    try:
        kernel.outputs(
            'import { tf } from "preplab";\n'
            "const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] })] });\n"
            'model.compile({ loss: "meanSquaredError", optimizer: "sgd" });\n'
            "const train = (epochs: number) => model.fit(tf.ones([64, 3]), tf.ones([64, 1]), { epochs });",
            0,
        )
        msg_id = kernel.client.execute("await train(1_000_000)")
        while kernel.iopub(SLOWEST)["header"]["msg_type"] != "update_display_data":
            pass
        kernel.interrupt()
        stopped = merged(kernel.until_idle(msg_id, SLOWEST))
        assert "Interrupted" in stopped[-1]["text"]
        time.sleep(1)  # after an error tslab takes no cell for 200 ms
        # a model that was still being trained would refuse
        first, *_, last = kernel.outputs("await train(2)", 2, more=True)
        assert "epoch 1/2" in first["data"]["text/html"]
        assert "History" in last["data"]["text/html"]
    finally:
        kernel.close()


def test_deno_shows_by_its_own_display(project: Path) -> None:
    kernel = GuestKernel("deno", project)
    try:
        cell = (
            'import { layers, tf } from "preplab";\n'
            "await Deno.jupyter.display(tf.tensor1d([1, 2]));"
        )
        [content] = kernel.outputs(cell, 1)
        assert content["kind"] == "display_data"
        assert content["data"]["text/plain"] == "Tensor float32 [2] [1, 2]"
        cell = (
            'import { layers as same } from "npm:preplab"; import * as own from "npm:@tensorflow/tfjs";\n'
            "console.log(same === layers, own.Tensor === tf.Tensor)"
        )
        assert kernel.outputs(cell, 1)[0]["text"] == "true true\n"
    finally:
        kernel.close()


def test_tslab_checks_the_types(project: Path) -> None:
    kernel = GuestKernel("tslab", project)
    try:
        cell = 'import { layers } from "preplab"; layers.randomRotation({ factr: 0.125 });'
        [content] = kernel.outputs(cell, 1)
        assert "'factr' does not exist in type 'RandomRotationOptions'" in content["text"]
        assert kernel.outputs('import { layers as alone } from "preplab/library";', 0) == []
    finally:
        kernel.close()


def without_colour(text: Any) -> str:
    return re.sub(r"\x1b\[\d+m", "", text)
