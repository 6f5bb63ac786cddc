"""How a kernel starts, what it survives, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
from jupyter_client.connect import write_connection_file
from jupyter_client.kernelspec import get_kernel_spec

from check import Group
from kernel_under_test import E2E, KernelUnderTest, gone

GROUP = Group("life cycle")
PATIENCE = 5

FATAL = {
    "exit": "a cell that ends its process",
    "abort": "a cell that aborts",
    "segfault": "a segmentation fault",
}
HARMFUL = {
    "stack_overflow": "a stack overflow",
    "chdir": "another working directory",
    "break_output": "a cell that breaks its output",
    "pollute": "a cell that breaks the language's own objects",
}

for snippet, name in FATAL.items():

    def survives(kernel: KernelUnderTest, snippet: str = snippet) -> None:
        msg_id = kernel.client.execute(kernel.code(snippet))
        status = kernel.shell_reply(msg_id, timeout=3)["content"]["status"]
        assert status == "error", status
        kernel.works()

    GROUP.check(f"{name} is an error, the kernel goes on", is_fresh=True)(survives)

for snippet, name in HARMFUL.items():

    def endures(kernel: KernelUnderTest, snippet: str = snippet) -> None:
        kernel.run_code(snippet)
        sample = kernel.code("results")[0]
        execution = kernel.run(sample["code"])
        shown = execution.result or execution.stream()
        assert sample["result"] in shown, shown

    GROUP.check(f"the next cell works after {name}", timeout=15, is_fresh=True)(endures)


@GROUP.check("its restarts leave nothing behind", timeout=40, is_fresh=True)
def restarts(kernel: KernelUnderTest) -> None:
    for _ in range(3):
        old = kernel.processes()
        kernel.manager.restart_kernel(now=True)
        kernel.client.wait_for_ready(timeout=20)
        assert gone(old, timeout=PATIENCE) == []
    kernel.works()


@GROUP.check("shutdown is answered and leaves no process", is_fresh=True)
def shutdown(kernel: KernelUnderTest) -> None:
    kernel.run_code("spawn")
    ends(kernel, restart=False)


@GROUP.check("the reply to a restart says so", is_fresh=True)
def restart_flag(kernel: KernelUnderTest) -> None:
    msg_id = kernel.request("control", "shutdown_request", {"restart": True})
    assert kernel.control_reply(msg_id, timeout=PATIENCE)["content"]["restart"] is True


@GROUP.check("shutdown works while a loop runs", is_fresh=True)
def shutdown_in_loop(kernel: KernelUnderTest) -> None:
    kernel.start("loop")
    ends(kernel, restart=False)


def ends(kernel: KernelUnderTest, restart: bool) -> None:
    processes = kernel.processes()
    msg_id = kernel.request("control", "shutdown_request", {"restart": restart})
    kernel.control_reply(msg_id, timeout=PATIENCE)
    left = gone(processes, timeout=PATIENCE)
    for process in left:
        process.kill()
    assert left == [], f"{len(left)} processes left"


@GROUP.check("SIGTERM ends all its processes", is_fresh=True)
def terminated(kernel: KernelUnderTest) -> None:
    processes = kernel.processes()
    os.kill(kernel.pid, signal.SIGTERM)
    assert gone(processes, timeout=PATIENCE) == []


@GROUP.check("it ends when its parent is killed", timeout=40)
def orphaned(kernel: KernelUnderTest) -> None:
    starter = f"""
import json, sys, time
sys.path.insert(0, {str(E2E)!r})
from running_kernel import RunningKernel
kernel = RunningKernel(kernel_name={kernel.kernel.name!r})
print(json.dumps([process.pid for process in kernel.processes()]), flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", starter], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        processes = [psutil.Process(pid) for pid in json.loads(parent.stdout.readline())]
        parent.kill()
    left = gone(processes, timeout=PATIENCE)
    for process in left:
        process.kill()
    assert left == [], "still running"


def exit_code(kernel: KernelUnderTest, connection: str) -> int | None:
    """What the kernel ends with for such a connection file; None: it does not end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "connection.json"
        file.write_text(connection)
        argv = [
            argument.replace("{connection_file}", str(file))
            for argument in get_kernel_spec(kernel.kernel.name).argv
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with subprocess.Popen(argv, stdin=subprocess.DEVNULL, **quiet) as process:
            try:
                return process.wait(timeout=8)
            except subprocess.TimeoutExpired:
                process.kill()
                return None


@GROUP.check("a port in use ends it with an exit code", timeout=30)
def port_in_use(kernel: KernelUnderTest) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, tempfile.TemporaryDirectory() as folder:
        port = taken.getsockname()[1]
        file, _ = write_connection_file(f"{folder}/c.json", shell_port=port, key=b"secret")
        code = exit_code(kernel, Path(file).read_text())
    assert code not in (None, 0), "it goes on" if code is None else "exit code 0"


@GROUP.check("a connection file that is no JSON ends it with an exit code", timeout=30)
def broken_connection_file(kernel: KernelUnderTest) -> None:
    code = exit_code(kernel, "{")
    assert code not in (None, 0), "it goes on" if code is None else "exit code 0"
