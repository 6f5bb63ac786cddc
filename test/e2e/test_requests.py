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


def test_user_expressions_are_as_rich_as_results(kernel: RunningKernel) -> None:
    expressions = {"scalar": "tf.scalar(2)", "later": "Promise.resolve([1])"}
    answers = kernel.run("", user_expressions=expressions).reply["content"]["user_expressions"]
    assert answers["scalar"]["status"] == "ok"
    assert set(answers["scalar"]["data"]) >= {"text/plain", "text/html"}
    assert answers["later"]["data"]["text/plain"] == "[ 1 ]"


def test_a_silent_cell_prints_and_displays_and_shows_its_error(kernel: RunningKernel) -> None:
    before = kernel.run("0").reply["content"]["execution_count"]
    code = "console.log('out'); console.error('err'); display(1)"
    assert kernel.run(code, silent=True).kinds == ["stream", "display_data"]
    failing = kernel.client.execute("throw new Error('no')", silent=True)
    queued = kernel.client.execute("1")
    failed = kernel.collect(failing)
    assert (failed.status, failed.kinds) == ("error", ["error"])
    assert failed.reply["content"]["execution_count"] == before
    # nobody asked for it, so it stops nobody
    assert kernel.collect(queued).status == "ok"


ODD_OPTIONS: list[dict[str, Any]] = [
    {"silent": "yes"}, {"store_history": None}, {"stop_on_error": 0}, {"allow_stdin": []},
    {"user_expressions": None}, {"user_expressions": ["1"]}, {"user_expressions": {"a": 5}},
]  # fmt: skip


@pytest.mark.parametrize("options", ODD_OPTIONS, ids=str)
def test_options_of_a_wrong_type_do_no_harm(kernel: RunningKernel, options: dict[str, Any]) -> None:
    execution = kernel.collect(
        kernel.request("shell", "execute_request", {"code": "6 * 7", **options})
    )
    assert (execution.status, execution.result) == ("ok", "42")


def test_every_reply_has_the_execution_count(kernel: RunningKernel) -> None:
    count = kernel.run("0").reply["content"]["execution_count"]
    # the next request is there before it fails
    failing = kernel.client.execute(
        "await new Promise((done) => setTimeout(done, 100)); throw new Error('no')"
    )
    aborted = kernel.client.execute("1")
    counts = [kernel.collect(msg_id).reply["content"] for msg_id in (failing, aborted)]
    assert [(c["status"], c["execution_count"]) for c in counts] == [
        ("error", count + 1), ("aborted", count + 1),
    ]  # fmt: skip
    empty = kernel.run("  \n")
    assert (empty.status, empty.kinds) == ("ok", [])
    assert empty.reply["content"]["execution_count"] == count + 1


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


@pytest.mark.parametrize("kind", ["complete", "inspect"])
def test_every_cursor_position_around_astral_characters_gets_a_reply(
    kernel: RunningKernel, kind: str
) -> None:
    code = "const 😺 = '👩‍👩‍👧'; Math.hypot('𝒳')"
    # up to the length in UTF-16, as of a client that counts wrongly
    for position in range(len(code.encode("utf-16-le")) // 2 + 2):
        content = {"code": code, "cursor_pos": position, "detail_level": 0}
        reply = kernel.shell_reply(kernel.request("shell", f"{kind}_request", content))["content"]
        assert reply["status"] == "ok"
        if kind == "complete":
            assert 0 <= reply["cursor_start"] <= reply["cursor_end"] <= len(code)


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


def page(kernel: RunningKernel, code: str) -> str:
    execution = kernel.run(code)
    assert (execution.status, execution.kinds) == ("ok", [])
    [payload] = execution.reply["content"]["payload"]
    assert (payload["source"], payload["start"]) == ("page", 0)
    assert set(payload["data"]) >= {"text/plain", "text/markdown"}
    return payload["data"]["text/plain"]


def test_a_question_is_answered_by_a_page(kernel: RunningKernel) -> None:
    kernel.run("/** How far. */ const distance: number = 7; interface Route { length: number }")
    for question in ("distance?", "?distance", "1 + 1\ndistance?"):
        text = page(kernel, question)
        assert "const distance: number" in text
        assert "How far." in text
        assert text.endswith("Value:\n7")
    assert "interface Route" in page(kernel, "Route?")
    assert "function tensor" in page(kernel, "tf.tensor?")


def test_two_question_marks_show_the_source(kernel: RunningKernel) -> None:
    source = "function twice(x: number): number {\n  return 2 * x;\n}"
    kernel.run(source)
    assert page(kernel, "twice??").endswith(f"Source:\n{source}")
    assert source not in page(kernel, "twice?")


def test_a_question_about_nothing_known_is_answered_in_words(kernel: RunningKernel) -> None:
    execution = kernel.run("nowhere.at_all?")
    assert (execution.status, execution.reply["content"]["payload"]) == ("ok", [])
    assert execution.stream() == "nowhere.at_all: nothing is known by this name\n"


def test_a_promise_that_never_ends_can_be_asked_about(kernel: RunningKernel) -> None:
    kernel.run("const never = new Promise<number>(() => {})")
    assert page(kernel, "never?") == "const never: Promise<number>"


def test_exit_asks_a_console_to_end(kernel: RunningKernel) -> None:
    for code in ("exit", "quit()"):
        payload = kernel.run(code).reply["content"]["payload"]
        assert payload == [{"source": "ask_exit", "keepkernel": False}]


def test_the_ports_are_told(kernel: RunningKernel) -> None:
    content = kernel.shell_reply(kernel.request("shell", "connect_request"))["content"]
    info = kernel.connection()
    for channel in ("shell", "iopub", "stdin", "control", "hb"):
        assert content[f"{channel}_port"] == info[f"{channel}_port"]


def test_usage_counts_all_processes_of_the_kernel(kernel: RunningKernel) -> None:
    def usage() -> dict[str, Any]:
        return kernel.control_reply(kernel.request("control", "usage_request"))["content"]

    kernel.run("1")
    first = usage()
    assert first["status"] == "ok"
    assert first["pid"] == kernel.pid
    resident = sum(process.memory_info().rss for process in kernel.processes())
    assert 0.2 * resident < first["kernel_memory"] <= 1.1 * resident
    kernel.run("{ const end = Date.now() + 500; while (Date.now() < end); }")
    kernel.run("var hoard = new Float64Array(20_000_000).fill(1)")
    second = usage()
    assert second["kernel_cpu"] > 10
    assert second["kernel_memory"] - first["kernel_memory"] > 100_000_000
    assert 0 <= second["host_cpu_percent"] <= 100
    memory = second["host_virtual_memory"]
    assert memory["used"] + memory["available"] == memory["total"]
    assert second["cpu_count"] >= 1


def test_subshells_are_declined_and_not_advertised(kernel: RunningKernel) -> None:
    for verb in ("create", "delete", "list"):
        msg_id = kernel.request("control", f"{verb}_subshell_request", {"subshell_id": "x"})
        content = kernel.control_reply(msg_id)["content"]
        assert (content["status"], content["ename"]) == ("error", "NotSupported")
    info = kernel.shell_reply(kernel.client.kernel_info())["content"]
    assert "kernel subshells" not in info["supported_features"]


def test_kernel_info_names_what_is_preloaded(kernel: RunningKernel) -> None:
    info = kernel.shell_reply(kernel.client.kernel_info())["content"]
    assert info["protocol_version"] == "5.6"
    assert info["language_info"]["name"] == "typescript"
    _, preloaded, *_ = info["banner"].splitlines()
    names = preloaded.removeprefix("Preloaded: ").split(", ")
    assert {"tf", "layers", "display"} <= set(names)
    for name in names:
        assert kernel.run(f"typeof {name}").result != "'undefined'"
