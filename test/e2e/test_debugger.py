"""JupyterLab's debugger: breakpoints, steps and variables in the TypeScript of the cells."""

from __future__ import annotations

import time
from typing import Any, Iterator

import pytest

from running_kernel import TIMEOUT, RunningKernel

ENDLESS = "console.log('begun'); let turns = 0; while (true) { turns += 1 }"


class Debugger:
    """A front end that debugs, on the control channel of a running kernel."""

    def __init__(self, kernel: RunningKernel) -> None:
        self.kernel = kernel
        self.seq = 0

    def ask(self, command: str, **arguments: Any) -> dict[str, Any]:
        self.seq += 1
        content = {
            "type": "request",
            "seq": self.seq,
            "command": command,
            "arguments": arguments,
        }
        msg_id = self.kernel.request("control", "debug_request", content)
        reply = self.kernel.control_reply(msg_id)["content"]
        assert (reply["type"], reply["command"]) == ("response", command)
        assert reply["request_seq"] == self.seq
        return reply

    def get(self, command: str, **arguments: Any) -> dict[str, Any]:
        reply = self.ask(command, **arguments)
        assert reply["success"], reply
        return reply["body"]

    def attach(self) -> None:
        self.get("initialize", clientID="test", adapterID="preplab")
        self.get("attach")
        self.event("initialized")

    def event(self, name: str) -> dict[str, Any]:
        deadline = time.monotonic() + TIMEOUT
        while True:
            message = self.kernel.iopub(deadline - time.monotonic())
            content = message["content"]
            if message["header"]["msg_type"] == "debug_event" and content["event"] == name:
                return content["body"]

    def break_at(self, code: str, *lines: int) -> list[int]:
        path = self.get("dumpCell", code=code)["sourcePath"]
        reply = self.get(
            "setBreakpoints",
            source={"path": path},
            breakpoints=[{"line": line} for line in lines],
            sourceModified=False,
        )
        return [point["line"] for point in reply["breakpoints"]]

    def run_to_stop(self, code: str) -> str:
        msg_id = self.kernel.client.execute(code)
        self.event("stopped")
        return msg_id

    def frames(self) -> list[dict[str, Any]]:
        return self.get("stackTrace", threadId=1)["stackFrames"]

    def line(self) -> int:
        return self.frames()[0]["line"]

    def variables(self, scope: str) -> dict[str, str]:
        scopes = self.get("scopes", frameId=self.frames()[0]["id"])["scopes"]
        found = next(one for one in scopes if one["name"] == scope)
        listed = self.get("variables", variablesReference=found["variablesReference"])
        return {one["name"]: one["value"] for one in listed["variables"]}


@pytest.fixture
def debugger(own_kernel: RunningKernel) -> Iterator[Debugger]:
    yield Debugger(own_kernel)


def murmur2(text: str, seed: int) -> int:
    compiler = pytest.importorskip("ipykernel.compiler")
    return compiler.murmur2_x86(text, seed)


def test_the_kernel_says_that_it_can_be_debugged(debugger: Debugger) -> None:
    kernel = debugger.kernel
    info = kernel.shell_reply(kernel.client.kernel_info())["content"]
    assert info["debugger"] is True
    assert "debugger" in info["supported_features"]
    assert kernel.manager.kernel_spec.metadata["debugger"] is True


def test_a_front_end_finds_a_cell_by_the_hash_of_its_text(debugger: Debugger) -> None:
    info = debugger.get("debugInfo")
    assert (info["isStarted"], info["hashMethod"]) == (False, "Murmur2")
    debugger.attach()
    for code in ["1 + 1", "const s = 'é – 😀';\ns"]:
        name = murmur2(code, info["hashSeed"])
        path = f"{info['tmpFilePrefix']}{name}{info['tmpFileSuffix']}"
        assert debugger.get("dumpCell", code=code)["sourcePath"] == path
        assert debugger.get("source", source={"path": path})["content"] == code


def test_a_cell_stops_steps_and_goes_on(debugger: Debugger) -> None:
    debugger.attach()
    code = (
        "interface Item {\n  price: number;\n}\n"
        "function twice(item: Item): number {\n  const double = item.price * 2;\n"
        "  return double;\n}\nlet sum: number = twice({ price: 4 });\nsum += 1;\nsum"
    )
    assert debugger.break_at(code, 8) == [8]
    msg_id = debugger.run_to_stop(code)
    assert debugger.line() == 8
    assert debugger.get("debugInfo")["stoppedThreads"] == [1]
    debugger.get("stepIn", threadId=1)
    debugger.event("stopped")
    assert [(frame["name"], frame["line"]) for frame in debugger.frames()] == [
        ("twice", 5),
        ("Cell [1]", 8),
    ]
    assert debugger.variables("Locals") == {"item": "{ price: 4 }", "double": "undefined"}
    debugger.get("next", threadId=1)
    debugger.event("stopped")
    assert debugger.variables("Locals")["double"] == "8"
    debugger.get("stepOut", threadId=1)
    debugger.event("stopped")
    assert debugger.frames()[0]["name"] == "Cell [1]"
    debugger.get("continue", threadId=1)
    debugger.event("continued")
    assert debugger.kernel.collect(msg_id).result == "9"


def test_requests_are_answered_while_code_is_stopped(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    msg_id = debugger.run_to_stop("let held: number = 1;\ndebugger;\nheld")
    behind = kernel.client.execute("'behind'")
    assert kernel.shell_reply(kernel.client.complete("Math.hyp"))["content"]["status"] == "ok"
    assert kernel.shell_reply(kernel.client.is_complete("1"))["content"]["status"] == "complete"
    control = kernel.request("control", "kernel_info_request")
    assert kernel.control_reply(control)["content"]["status"] == "ok"
    debugger.get("continue", threadId=1)
    assert kernel.shell_reply(msg_id)["content"]["status"] == "ok"
    assert kernel.collect(behind).result == "'behind'"


def test_attaching_to_a_running_cell_lists_and_stops_it(debugger: Debugger) -> None:
    kernel = debugger.kernel
    msg_id = kernel.client.execute(ENDLESS)
    kernel.started_printing(msg_id, "begun")
    debugger.attach()
    assert debugger.get("inspectVariables")["variables"][0]["name"] == "turns"
    debugger.get("pause", threadId=1)
    debugger.event("stopped")
    assert debugger.line() == 1
    debugger.get("disconnect", restart=False, terminateDebuggee=False)
    kernel.interrupt()
    assert kernel.collect(msg_id).status == "error"
    assert kernel.run("turns > 0").result == "true"


def test_an_interrupt_ends_a_cell_that_is_stopped(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    msg_id = debugger.run_to_stop("let kept: number = 7;\ndebugger;\nwhile (true) {}")
    kernel.interrupt()
    reply = kernel.shell_reply(msg_id)["content"]
    assert (reply["status"], reply["ename"]) == ("error", "Interrupted")
    debugger.event("continued")
    assert kernel.run("kept").result == "7"


def test_leaving_lets_the_cell_run_to_its_end(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    msg_id = debugger.run_to_stop("debugger;\n'ran'")
    debugger.get("disconnect", restart=False, terminateDebuggee=False)
    assert kernel.collect(msg_id).result == "'ran'"
    assert kernel.run("debugger; 'not stopped'").result == "'not stopped'"
    assert not debugger.ask("stackTrace", threadId=1)["success"]


def test_a_tensor_is_shown_as_the_result_of_a_cell_is(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    kernel.run("const grid: tf.Tensor = tf.tensor2d([[1, 2], [3, 4]])")
    listed = debugger.get("inspectVariables")["variables"]
    assert [(one["name"], one["value"]) for one in listed] == [("grid", "Tensor float32 [2, 2]")]
    idle = debugger.get("richInspectVariables", variableName="grid")
    assert "<table" in idle["data"]["text/html"]
    msg_id = debugger.run_to_stop("debugger;")
    frame = debugger.frames()[0]["id"]
    assert debugger.get("richInspectVariables", variableName="grid", frameId=frame) == idle
    debugger.get("continue", threadId=1)
    kernel.collect(msg_id)


def test_breakpoints_outlive_a_crash_of_the_cells(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    code = "let after: number = 1;\nafter"
    debugger.break_at(code, 2)
    assert kernel.run("process.abort()").status == "error"
    msg_id = debugger.run_to_stop(code)
    assert debugger.line() == 2
    debugger.get("continue", threadId=1)
    assert kernel.collect(msg_id).result == "1"


def test_a_copied_variable_can_be_used_in_cells(debugger: Debugger) -> None:
    kernel = debugger.kernel
    debugger.attach()
    msg_id = debugger.run_to_stop("(function (inner: number) {\n  debugger;\n})(5);")
    frame = debugger.frames()[0]["id"]
    debugger.get(
        "copyToGlobals", srcVariableName="inner", dstVariableName="outside", srcFrameId=frame
    )
    debugger.get("continue", threadId=1)
    kernel.collect(msg_id)
    assert kernel.run("outside + 1").result == "6"
