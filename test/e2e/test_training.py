"""Training shows itself while it computes, and the stop button leaves a model that can be trained."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from running_kernel import TIMEOUT, RunningKernel

SET_UP = """
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
const xs = tf.randomUniform([64, 4]);
const ys = xs.sum(1, true);
const { existsSync } = await import("node:fs");
"""


@pytest.fixture(scope="module")
def trained(kernel: RunningKernel) -> RunningKernel:
    assert kernel.run(SET_UP).status == "ok"
    return kernel


def until_shown(kernel: RunningKernel, msg_id: str, text: str) -> dict[str, Any]:
    """The display message of a running cell whose text holds `text`."""
    deadline = time.monotonic() + TIMEOUT
    while True:
        message = kernel.iopub(deadline - time.monotonic())
        if message["parent_header"].get("msg_id") != msg_id or "data" not in message["content"]:
            continue
        if text in message["content"]["data"]["text/plain"]:
            return message


def test_a_step_is_shown_while_the_next_one_blocks(trained: RunningKernel, tmp_path: Path) -> None:
    go_on = tmp_path / "go-on"
    # blocks the user process before the third step until the test has seen the second
    msg_id = trained.client.execute(
        "await model.fit(xs, ys, { batchSize: 16, callbacks: { onBatchBegin: (batch) => {"
        " const end = Date.now() + 150; while (Date.now() < end);"
        f" if (batch === 2) while (!existsSync({str(go_on)!r}));"
        " } } })"
    )
    shown = until_shown(trained, msg_id, "] 2/4")
    assert shown["header"]["msg_type"] == "update_display_data"
    assert "<progress " in shown["content"]["data"]["text/html"]
    go_on.touch()
    execution = trained.collect(msg_id)
    assert execution.status == "ok"
    assert "History: 1 epoch" in (execution.result or "")
    shows = [m for m in execution.messages if m["header"]["msg_type"].endswith("display_data")]
    identity = shown["content"]["transient"]["display_id"]
    assert {m["content"]["transient"]["display_id"] for m in shows} == {identity}
    assert "4/4" in shows[-1]["content"]["data"]["text/plain"]


def test_the_stop_button_says_at_which_step_and_the_model_trains_on(
    trained: RunningKernel,
) -> None:
    msg_id = trained.client.execute(
        "await model.fit(xs, ys, { epochs: 10_000, callbacks: {"
        " onEpochEnd: (epoch) => { if (epoch === 2) console.log('begun'); } } })"
    )
    trained.started_printing(msg_id, "begun")
    trained.interrupt()
    execution = trained.collect(msg_id)
    assert execution.status == "error"
    assert execution.reply["content"]["ename"] == "Interrupted"
    place = execution.reply["content"]["evalue"]
    assert place.startswith("fit: stopped at epoch ")
    assert place.endswith(" of 2; the model keeps what it learned")
    again = trained.run("(await model.fit(xs, ys, { epochs: 3 })).epoch.length")
    assert (again.status, again.result) == ("ok", "3")
