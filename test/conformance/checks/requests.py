"""Options of requests, odd values in them, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from check import Group

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("requests")


def answered(kernel: KernelUnderTest, kind: str, content: dict[str, Any]) -> dict[str, Any]:
    reply = kernel.shell_reply(kernel.request("shell", f"{kind}_request", content), timeout=4)
    assert reply["header"]["msg_type"] == f"{kind}_reply", reply["header"]["msg_type"]
    return reply["content"]


@GROUP.check("an unknown message type is busy and idle")
def unknown_type(kernel: KernelUnderTest) -> None:
    messages = kernel.until_idle(kernel.request("shell", "mystery_request", {}), timeout=3)
    assert [m["content"]["execution_state"] for m in messages] == ["busy", "idle"]


for name, content in {
    "execute without code is an error": {},
    "execute of a number is an error": {"code": 5},
    "execute of null is an error": {"code": None},
}.items():

    def execute_without_code(kernel: KernelUnderTest, content: dict[str, Any] = content) -> None:
        reply = answered(kernel, "execute", content)
        assert (reply["status"], bool(reply.get("ename"))) == ("error", True), reply["status"]
        kernel.works()

    GROUP.check(name)(execute_without_code)

for name, position in {"9999": 9999, "-1": -1, "1.5": 1.5, "null": None}.items():

    def odd_cursor(kernel: KernelUnderTest, position: Any = position) -> None:
        for kind in ("complete", "inspect"):
            code = kernel.code("inspect")
            content = {"code": code, "cursor_pos": position, "detail_level": 0}
            assert answered(kernel, kind, content)["status"] in ("ok", "error")

    GROUP.check(f"a cursor at {name} gets a reply")(odd_cursor)


@GROUP.check("cursors count code points")
def astral_cursor(kernel: KernelUnderTest) -> None:
    code, start, end, match = kernel.code("complete_after_astral")
    content = answered(kernel, "complete", {"code": code, "cursor_pos": end})
    assert match in content["matches"], content["matches"][:3]
    assert (content["cursor_start"], content["cursor_end"]) == (start, end)


@GROUP.check("an incomplete block comes with an indent")
def indent(kernel: KernelUnderTest) -> None:
    content = answered(kernel, "is_complete", {"code": kernel.code("incomplete")[0]})
    assert content["status"] == "incomplete" and content.get("indent"), content


@GROUP.check("kernel_info is answered on the control channel")
def control_info(kernel: KernelUnderTest) -> None:
    reply = kernel.control_reply(kernel.request("control", "kernel_info_request"), timeout=3)
    assert reply["content"].get("status") == "ok"


@GROUP.check("connect is answered")
def connect(kernel: KernelUnderTest) -> None:
    assert answered(kernel, "connect", {})["shell_port"] == kernel.connection()["shell_port"]


@GROUP.check("the first cell is number 1", is_fresh=True)
def first_count(kernel: KernelUnderTest) -> None:
    assert kernel.run_code("hello").reply["content"]["execution_count"] == 1


@GROUP.check("a silent cell shows no input and no result")
def silent(kernel: KernelUnderTest) -> None:
    execution = kernel.run(kernel.code("results")[0]["code"], silent=True)
    types = [m["header"]["msg_type"] for m in execution.messages]
    assert types == ["status", "status"], types


@GROUP.check("a silent cell is not counted")
def silent_count(kernel: KernelUnderTest) -> None:
    before = kernel.run_code("hello").reply["content"]["execution_count"]
    kernel.run_code("hello", silent=True)
    assert kernel.run_code("hello").reply["content"]["execution_count"] == before + 1


@GROUP.check("the history's tail has the cells in order")
def history_tail(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    kernel.run_code("get")
    content = answered(kernel, "history", history(2))
    assert [entry[2] for entry in content["history"]] == [kernel.code("set"), kernel.code("get")]


@GROUP.check("a cell without store_history is not in the history")
def no_history(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    kernel.run_code("get", store_history=False)
    content = answered(kernel, "history", history(1))
    assert [entry[2] for entry in content["history"]] == [kernel.code("set")]


def history(n: int) -> dict[str, Any]:
    return {"hist_access_type": "tail", "n": n, "output": False, "raw": True}


@GROUP.check("user expressions give their values")
def expressions(kernel: KernelUnderTest) -> None:
    wanted = {"good": kernel.code("good_expression")}
    reply = kernel.run_code("set", user_expressions=wanted).reply["content"]
    answer = (reply.get("user_expressions") or {}).get("good")
    assert answer is not None, "no answer"
    assert answer["data"]["text/plain"] == "2"


@GROUP.check("a user expression that fails is an error of its own")
def bad_expression(kernel: KernelUnderTest) -> None:
    wanted = {"bad": kernel.code("bad_expression"), "good": kernel.code("good_expression")}
    reply = kernel.run_code("set", user_expressions=wanted).reply["content"]
    answers = reply.get("user_expressions") or {}
    assert reply["status"] == "ok"
    assert {name: answer["status"] for name, answer in answers.items()} == {
        "bad": "error",
        "good": "ok",
    }


def queue_behind_error(kernel: KernelUnderTest, stop: bool) -> list[str]:
    """Statuses of three cells sent behind one that fails."""
    client = kernel.client
    client.execute(kernel.code("sleep") % 200)
    ids = [client.execute(kernel.code("raise"), stop_on_error=stop)]
    ids += [client.execute(kernel.code("hello")) for _ in range(3)]
    statuses = [kernel.shell_reply(msg_id, timeout=4)["content"]["status"] for msg_id in ids]
    assert statuses[0] == "error", statuses
    return statuses[1:]


@GROUP.check("an error aborts the cells queued behind it")
def stops(kernel: KernelUnderTest) -> None:
    statuses = queue_behind_error(kernel, True)
    assert statuses == ["aborted"] * 3, statuses


@GROUP.check("without stop_on_error the queued cells run")
def goes_on(kernel: KernelUnderTest) -> None:
    statuses = queue_behind_error(kernel, False)
    assert statuses == ["ok"] * 3, statuses


@GROUP.check("a cell sent after the error's reply runs")
def after_error(kernel: KernelUnderTest) -> None:
    for _ in range(20):
        assert kernel.run_code("raise").status == "error"
        assert kernel.run_code("hello").status == "ok"


@GROUP.check("an error aborts no other kind of request")
def other_requests(kernel: KernelUnderTest) -> None:
    client = kernel.client
    client.execute(kernel.code("sleep") % 100)
    failing = client.execute(kernel.code("raise"))
    reply = kernel.shell_reply(client.kernel_info(), timeout=4)
    assert "language_info" in reply["content"]
    kernel.until_idle(failing)


@GROUP.check("replies come in the order of the requests")
def order(kernel: KernelUnderTest) -> None:
    ids = [kernel.client.execute(kernel.code("hello")) for _ in range(50)]
    replies: list[str] = []
    while len(replies) < len(ids):
        msg_id = kernel.client.get_shell_msg(timeout=8)["parent_header"]["msg_id"]
        replies += [msg_id] if msg_id in ids else []
    assert replies == ids


@GROUP.check("a comm for an unknown target is closed on IOPub")
def unknown_comm(kernel: KernelUnderTest) -> None:
    content = {"comm_id": "c1", "target_name": "nobody", "data": {}}
    messages = kernel.until_idle(kernel.request("shell", "comm_open", content), timeout=3)
    closed = [m["content"]["comm_id"] for m in messages if m["header"]["msg_type"] == "comm_close"]
    assert closed == ["c1"], closed


@GROUP.check("a comm that is closed twice is harmless")
def closed_twice(kernel: KernelUnderTest) -> None:
    for _ in range(2):
        kernel.request("shell", "comm_close", {"comm_id": "nobody's", "data": {}})
    kernel.works()


@GROUP.check("completion knows the names of earlier cells")
def earlier_names(kernel: KernelUnderTest) -> None:
    kernel.run_code("set")
    content = answered(kernel, "complete", {"code": "kep", "cursor_pos": 3})
    assert "kept" in content["matches"], content["matches"][:5]
