"""What only shows in the long run: order kept a thousand times, and nothing that grows or is left."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path
from typing import Any

import psutil
import pytest

from running_kernel import TIMEOUT, RunningKernel, gone

Kinds = list[str]

CELLS: list[tuple[str, Kinds]] = [
    ("for (let i = 0; i < 200; i++) console.log('line ' + i); 'last'", ["stream", "execute_result"]),
    ("console.log('a'); console.error('b')", ["stream"]),
    ("console.error('b'); throw new Error('no')", ["stream", "error"]),
    ("await new Promise((done) => setTimeout(done, 1)); console.log('later'); 1", ["stream", "execute_result"]),
    ("setImmediate(() => console.log('in time')); await new Promise((done) => setTimeout(done, 3))", ["stream"]),
    ("display('shown'); console.log('and said'); 2", ["display_data", "stream", "execute_result"]),
    ("display('d', { displayId: 'd' }); display('e', { displayId: 'd', update: true }); undefined", ["display_data", "update_display_data"]),
    ("await Promise.reject(new TypeError('no'))", ["error"]),
    ("process.stdout.write('no newline'); 3", ["stream", "execute_result"]),
    ("const wrong: string = 1", ["error"]),
    ("const = 1", ["error"]),
    ("Math.hypot?", []),
    ("", []),
]  # fmt: skip


def test_a_thousand_cells_keep_the_order_of_the_protocol(own_kernel: RunningKernel) -> None:
    asked = [CELLS[number % len(CELLS)] for number in range(1000)]
    ids = [own_kernel.client.execute(code, stop_on_error=False) for code, _ in asked]
    for msg_id, (code, kinds) in zip(ids, asked):
        messages = [own_kernel.iopub(TIMEOUT)]
        while messages[-1]["content"].get("execution_state") != "idle":
            messages.append(own_kernel.iopub(TIMEOUT))
        # nothing of another cell in between, nothing of this one after its idle
        assert {message["parent_header"]["msg_id"] for message in messages} == {msg_id}, code
        states = [message["content"].get("execution_state") for message in messages]
        assert (states[0], states.count("busy"), states.count("idle")) == ("busy", 1, 1)
        assert messages[1]["header"]["msg_type"] == "execute_input"
        shown = [message["header"]["msg_type"] for message in messages[2:-1]]
        assert [kind for i, kind in enumerate(shown) if shown[i - 1 : i] != [kind]] == kinds, code
        reply = own_kernel.client.get_shell_msg(timeout=TIMEOUT)
        assert reply["parent_header"]["msg_id"] == msg_id
        assert reply["content"]["status"] == ("error" if "error" in kinds else "ok")
        *outputs, idle = (message["header"]["date"] for message in messages)
        assert outputs == sorted(outputs)
        assert outputs[-1] <= reply["header"]["date"] <= idle


@pytest.mark.timeout(300)
def test_three_thousand_cells_stay_flat_in_time_and_memory(own_kernel: RunningKernel) -> None:
    def resident() -> int:
        return sum(process.memory_info().rss for process in own_kernel.processes())

    def cell(number: int) -> str:
        name = f"value{number % 50}"
        return f"const {name}: number = {number}; console.log({name}); {name} + 1"

    seconds: list[float] = []
    early = 0
    for number in range(3000):
        began = time.perf_counter()
        execution = own_kernel.run(cell(number))
        seconds.append(time.perf_counter() - began)
        assert execution.result == str(number + 1)
        if number == 500:
            early = resident()
    # the very first cells load the compiler and the language server
    first, last = statistics.median(seconds[100:400]), statistics.median(seconds[-300:])
    assert last < 3 * first
    assert resident() - early < 150_000_000


@pytest.mark.timeout(300)
def test_fifty_restarts_leave_nothing_behind(tmp_path: Path) -> None:
    folders = {name: str(tmp_path / name) for name in ("TMPDIR", "JUPYTER_RUNTIME_DIR", "cwd")}
    for folder in folders.values():
        os.mkdir(folder)
    running = RunningKernel(env=folders, cwd=folders["cwd"])
    try:
        ports = running.connection()
        started = len(settled(running))
        for number in range(50):
            before = running.processes()
            # every other one is killed
            running.manager.restart_kernel(now=number % 2 == 1)
            running.client.wait_for_ready(timeout=TIMEOUT)
            assert running.run("6 * 7").result == "42"
            assert gone(before, timeout=5) == []
        assert running.connection() == ports
        assert len(settled(running)) == started
        assert listening(running.pid) == sorted(
            port for name, port in ports.items() if name.endswith("_port")
        )
        assert [os.listdir(folder) for folder in folders.values()] == [[], [], []]
    finally:
        running.close()


def settled(running: RunningKernel) -> list[psutil.Process]:
    """All processes once the language server, which starts on demand, is among them."""
    running.shell_reply(running.client.complete("Math.hyp"))
    return running.processes()


def listening(pid: int) -> list[Any]:
    connections = psutil.Process(pid).net_connections(kind="tcp")
    return sorted(c.laddr.port for c in connections if c.status == psutil.CONN_LISTEN)


def test_open_files_do_not_grow_with_clients(own_kernel: RunningKernel) -> None:
    def open_files() -> int:
        return len(os.listdir(f"/proc/{own_kernel.pid}/fd"))

    def visit() -> None:
        with own_kernel.raw_socket("shell") as raw:
            signer = own_kernel.signer()
            signer.send(raw, "kernel_info_request")
            raw.recv_multipart()

    for _ in range(10):
        visit()
    before = open_files()
    for _ in range(200):
        visit()
    # the last visitors may not have been noticed yet
    assert open_files() < before + 20
