"""A kernel under test: started from its kernelspec, driven by jupyter_client and by raw sockets."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Iterator

import psutil
import zmq
from jupyter_client.manager import KernelManager
from jupyter_client.session import Session

KERNEL_NAME = os.environ.get("E2E_KERNEL", "preplab")
TIMEOUT = 20


@dataclass
class Execution:
    """What one execute request brought back."""

    reply: dict[str, Any]
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.reply["content"]["status"]

    @property
    def kinds(self) -> list[str]:
        """Message types between busy and idle, streams merged, without execute_input."""
        kinds: list[str] = []
        for message in self.messages:
            kind = message["header"]["msg_type"]
            if kind in ("status", "execute_input") or (kind == "stream" and kinds[-1:] == [kind]):
                continue
            kinds.append(kind)
        return kinds

    def stream(self, name: str = "stdout") -> str:
        return "".join(
            message["content"]["text"]
            for message in self.messages
            if message["header"]["msg_type"] == "stream" and message["content"]["name"] == name
        )

    @property
    def result(self) -> str | None:
        for message in self.messages:
            if message["header"]["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]
        return None


class RunningKernel:
    def __init__(
        self, cwd: str | None = None, env: dict[str, str] | None = None, **traits: Any
    ) -> None:
        """`traits` are those of the KernelManager, such as `transport`."""
        self.manager = KernelManager(**{"kernel_name": KERNEL_NAME, **traits})
        options: dict[str, Any] = {}
        if cwd is not None:
            options["cwd"] = cwd
        if env is not None:
            options["env"] = {**os.environ, **env}
        self.manager.start_kernel(**options)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        try:
            self.client.wait_for_ready(timeout=TIMEOUT)
        except Exception:
            self.close()
            raise

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def processes(self) -> list[psutil.Process]:
        """The kernel's process and all its descendants."""
        root = psutil.Process(self.pid)
        return [root, *root.children(recursive=True)]

    def connection(self) -> dict[str, Any]:
        return self.manager.get_connection_info(session=False)

    def run(self, code: str, timeout: float = TIMEOUT, **options: Any) -> Execution:
        """Executes a cell and returns once both its reply and its idle status are here."""
        return self.collect(self.client.execute(code, **options), timeout)

    def collect(self, msg_id: str, timeout: float = TIMEOUT) -> Execution:
        messages = self.until_idle(msg_id, timeout)
        return Execution(self.shell_reply(msg_id, timeout), messages)

    def until_idle(self, msg_id: str, timeout: float = TIMEOUT) -> list[dict[str, Any]]:
        deadline = time.monotonic() + timeout
        messages = []
        while True:
            message = self.iopub(deadline - time.monotonic())
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            messages.append(message)
            if message["content"].get("execution_state") == "idle":
                return messages

    def iopub(self, timeout: float) -> dict[str, Any]:
        return self.client.get_iopub_msg(timeout=max(timeout, 0.001))

    def shell_reply(self, msg_id: str, timeout: float = TIMEOUT) -> dict[str, Any]:
        return self._reply(self.client.get_shell_msg, msg_id, timeout)

    def control_reply(self, msg_id: str, timeout: float = TIMEOUT) -> dict[str, Any]:
        return self._reply(self.client.get_control_msg, msg_id, timeout)

    @staticmethod
    def _reply(receive: Any, msg_id: str, timeout: float) -> dict[str, Any]:
        deadline = time.monotonic() + timeout
        while True:
            reply = receive(timeout=max(deadline - time.monotonic(), 0.001))
            if reply["parent_header"].get("msg_id") == msg_id:
                return reply

    def request(self, channel: str, msg_type: str, content: dict[str, Any] | None = None) -> str:
        """Sends any request, well-formed or not, under a valid signature."""
        message = self.client.session.msg(msg_type, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def started_printing(self, msg_id: str, text: str, timeout: float = TIMEOUT) -> None:
        """Waits until the running cell has printed `text`."""
        deadline = time.monotonic() + timeout
        printed = ""
        while text not in printed:
            message = self.iopub(deadline - time.monotonic())
            if message["parent_header"].get("msg_id") == msg_id:
                printed += message["content"].get("text", "")

    def interrupt(self) -> None:
        """What the stop button of the front ends does for this kernelspec."""
        self.manager.interrupt_kernel()

    def is_alive(self) -> bool:
        return self.manager.is_alive()

    def close(self) -> None:
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.manager.cleanup_resources()

    @contextmanager
    def raw_socket(
        self, channel: str, kind: int = zmq.DEALER, identity: bytes | None = None, **options: Any
    ) -> Iterator[zmq.Socket]:
        """A socket of our own on one of the kernel's ports, for frames no client would send."""
        info = self.connection()
        with zmq.Context.instance().socket(kind) as socket:
            socket.linger = 1000
            socket.rcvtimeo = TIMEOUT * 1000
            if identity is not None:
                socket.identity = identity
            for name, value in options.items():
                setattr(socket, name, value)
            tcp = info["transport"] == "tcp"
            socket.connect(
                f"{info['transport']}://{info['ip']}{':' if tcp else '-'}{info[f'{channel}_port']}"
            )
            yield socket

    def signer(self, key: bytes | None = None) -> Session:
        """A session of another client; a wrong key makes every signature wrong."""
        return Session(key=self.connection()["key"] if key is None else key, username="e2e")


def gone(processes: list[psutil.Process], timeout: float) -> list[psutil.Process]:
    """Waits for processes to end and returns those that did not."""
    return psutil.wait_procs(processes, timeout=timeout)[1]
