"""What the suite of jupyter_kernel_test leaves out: options of requests and odd values."""

from __future__ import annotations

from typing import Any

import pytest

from running_kernel import RunningKernel


def test_a_request_without_code_gets_an_error_reply(kernel: RunningKernel) -> None:
    for content in ({}, {"code": None}, {"code": 5}, {"code": ["1"]}):
        execution = kernel.collect(kernel.request("shell", "execute_request", content))
        assert execution.status == "error"
        assert execution.reply["content"]["ename"]
    assert kernel.run("1 + 1").result == "2"


def test_the_first_cell_is_number_one(own_kernel: RunningKernel) -> None:
    assert own_kernel.run("1").reply["content"]["execution_count"] == 1
    assert own_kernel.run("1").reply["content"]["execution_count"] == 2


def test_a_silent_cell_shows_no_input_and_no_result_and_is_not_counted(
    kernel: RunningKernel,
) -> None:
    before = kernel.run("0").reply["content"]["execution_count"]
    silent = kernel.run("var quiet = 5; quiet", silent=True)
    types = [message["header"]["msg_type"] for message in silent.messages]
    assert (silent.status, types) == ("ok", ["status", "status"])
    after = kernel.run("quiet")
    assert (after.result, after.reply["content"]["execution_count"]) == ("5", before + 1)


def test_a_cell_without_history_is_not_in_the_history(kernel: RunningKernel) -> None:
    kernel.run("'recorded'")
    kernel.run("'unrecorded'", store_history=False)
    reply = kernel.shell_reply(kernel.client.history(hist_access_type="tail", n=1))
    assert [entry[2] for entry in reply["content"]["history"]] == ["'recorded'"]


def test_user_expressions_answer_one_by_one(kernel: RunningKernel) -> None:
    expressions = {"good": "1 + 1", "bad": "throw_me()", "odd": "]"}
    reply = kernel.run("var before = 1", user_expressions=expressions).reply["content"]
    assert reply["status"] == "ok"
    answers = reply["user_expressions"]
    assert answers["good"]["data"]["text/plain"] == "2"
    assert [answers[name]["status"] for name in ("good", "bad", "odd")] == ["ok", "error", "error"]
    assert answers["bad"]["ename"] == "ReferenceError"


@pytest.mark.parametrize("stop", [True, False])
def test_an_error_stops_the_queued_cells_only_when_asked(kernel: RunningKernel, stop: bool) -> None:
    client = kernel.client
    kernel.run("var ran: number[] = []")
    ids = [client.execute("await new Promise((done) => setTimeout(done, 100))")]
    ids.append(client.execute("throw new Error('third')", stop_on_error=stop))
    ids += [client.execute(f"ran.push({number})") for number in range(3)]
    statuses = [kernel.shell_reply(msg_id)["content"]["status"] for msg_id in ids]
    kernel.until_idle(ids[-1])
    assert statuses == ["ok", "error", *(["aborted"] * 3 if stop else ["ok"] * 3)]
    assert kernel.run("ran.length").result == ("0" if stop else "3")


def test_a_cell_sent_after_the_error_reply_is_not_aborted(kernel: RunningKernel) -> None:
    signer = kernel.signer()
    with kernel.raw_socket("shell") as raw:

        def status_of(code: str) -> str:
            signer.send(raw, "execute_request", {"code": code})
            _, reply = signer.recv(raw, mode=0)
            return reply["content"]["status"]

        statuses = [status_of(code) for _ in range(200) for code in ("throw new Error('no')", "1")]
    assert statuses == ["error", "ok"] * 200


def test_replies_come_in_the_order_of_the_requests(kernel: RunningKernel) -> None:
    ids = [kernel.client.execute(f"{number}") for number in range(100)]
    order = [kernel.client.get_shell_msg(timeout=20)["parent_header"]["msg_id"] for _ in ids]
    assert order == ids
    kernel.until_idle(ids[-1])


CURSORS: list[Any] = [-1, 9999, 1.5, "2", None, 2**53]


@pytest.mark.parametrize("position", CURSORS, ids=repr)
@pytest.mark.parametrize("kind", ["complete", "inspect"])
def test_an_odd_cursor_position_gets_a_reply(
    kernel: RunningKernel, kind: str, position: Any
) -> None:
    content = {"code": "Math.hypot", "cursor_pos": position, "detail_level": 0}
    reply = kernel.shell_reply(kernel.request("shell", f"{kind}_request", content))
    assert reply["content"]["status"] in ("ok", "error")


def test_cursor_positions_count_code_points(kernel: RunningKernel) -> None:
    code = "const cat = '😺😺'; Math.hyp; 1"
    end = code.index("hyp") + 3
    content = kernel.shell_reply(kernel.client.complete(code, end))["content"]
    assert (content["cursor_start"], content["cursor_end"]) == (end - 3, end)
    assert content["matches"] == ["hypot"]


def test_completion_knows_the_names_of_earlier_cells(kernel: RunningKernel) -> None:
    kernel.run("const earlierNumber = 1; interface EarlierShape { side: number }")
    content = kernel.shell_reply(kernel.client.complete("earlierN"))["content"]
    assert content["matches"] == ["earlierNumber"]


def test_inspection_knows_the_types_of_earlier_cells(kernel: RunningKernel) -> None:
    kernel.run("/** Half of it. */ function halve(x: number): number { return x / 2 }")
    content = kernel.shell_reply(kernel.client.inspect("halve", 3))["content"]
    assert content["found"]
    assert "halve(x: number): number" in content["data"]["text/plain"]
    assert "Half of it." in content["data"]["text/plain"]


def test_an_unknown_request_is_bracketed_by_busy_and_idle(kernel: RunningKernel) -> None:
    messages = kernel.until_idle(kernel.request("shell", "mystery_request", {}))
    assert [message["content"]["execution_state"] for message in messages] == ["busy", "idle"]


def test_an_unknown_comm_is_closed_on_iopub(kernel: RunningKernel) -> None:
    content = {"comm_id": "c1", "target_name": "nobody", "data": {}}
    messages = kernel.until_idle(kernel.request("shell", "comm_open", content))
    closed = [m["content"]["comm_id"] for m in messages if m["header"]["msg_type"] == "comm_close"]
    assert closed == ["c1"]


def test_comm_info_has_no_comms(kernel: RunningKernel) -> None:
    reply = kernel.shell_reply(kernel.client.comm_info())
    assert (reply["content"]["status"], reply["content"]["comms"]) == ("ok", {})


def test_kernel_info_is_answered_on_the_control_channel(kernel: RunningKernel) -> None:
    content = kernel.control_reply(kernel.request("control", "kernel_info_request"))["content"]
    assert content["status"] == "ok"
    assert content["protocol_version"].startswith("5.")


def test_a_display_is_updated_across_cells(kernel: RunningKernel) -> None:
    first = kernel.run("display('one', { displayId: 'd1' }); undefined")
    second = kernel.run("display('two', { displayId: 'd1', update: true }); undefined")
    assert (first.kinds, second.kinds) == (["display_data"], ["update_display_data"])
    shown = [m for m in second.messages if m["header"]["msg_type"] == "update_display_data"]
    assert shown[0]["content"]["transient"] == {"display_id": "d1"}
