"""A running kernel, and the snippets of its language, for one check after another."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty
from typing import Any

E2E = Path(__file__).resolve().parents[1] / "e2e"
sys.path.insert(0, str(E2E))

from running_kernel import Execution, RunningKernel, gone  # noqa: E402, F401

from check import NotOffered  # noqa: E402
from kernels import Kernel  # noqa: E402

RECEIVERS = ("get_shell_msg", "get_iopub_msg", "get_control_msg", "get_stdin_msg")


class DeadlineClient:
    """Jupyter's blocking client, none of whose waits outlasts the check."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.deadline = time.monotonic() + 60

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._client, name)
        if name not in RECEIVERS:
            return found

        def receive(timeout: float | None = None) -> dict[str, Any]:
            while True:
                left = max(0.001, self.deadline - time.monotonic())
                message = found(timeout=left if timeout is None else min(timeout, left))
                # a kernel may send the malformed header of a hostile client back to all clients
                if isinstance(message["parent_header"], dict):
                    return message

        return receive


class KernelUnderTest(RunningKernel):
    def __init__(self, kernel: Kernel, cwd: Path) -> None:
        self.kernel = kernel
        self.snippets = kernel.snippets()
        self.is_spoilt = False
        """Whether the next check needs another one."""
        super().__init__(cwd=str(cwd), kernel_name=kernel.name)
        self.client = DeadlineClient(self.client)

    def begin(self, timeout: float) -> None:
        self.client.deadline = time.monotonic() + timeout
        while self.client.iopub_channel.msg_ready():
            self.client.get_iopub_msg(timeout=1)
        while self.client.shell_channel.msg_ready():
            self.client.get_shell_msg(timeout=1)

    def code(self, name: str) -> Any:
        """A snippet in the kernel's language."""
        snippet = self.snippets.get(name)
        if snippet is None:
            raise NotOffered(f"no snippet: {name}")
        return snippet

    def run_code(self, name: str, **options: Any) -> Execution:
        return self.run(self.code(name), **options)

    def printed(self, name: str) -> str:
        return self.all_printed(self.code(name), lambda text: text != "", patience=1)

    def all_printed(
        self, code: str, is_enough: Callable[[str], bool], patience: float = 3
    ) -> str:
        """What a cell prints, also after its idle status while that is not enough."""
        msg_id = self.client.execute(code)
        execution = self.collect(msg_id)
        text = execution.stream()
        while not is_enough(text):
            try:
                message = self.iopub(patience)
            except Empty:
                break
            if message["parent_header"].get("msg_id") == msg_id:
                text += message["content"].get("text", "")
        return text

    def start(self, name: str) -> str:
        """Starts a cell that goes on for ever and waits until it says that it has begun, if it can."""
        msg_id = self.client.execute(self.code(name))
        try:
            self.started_printing(msg_id, "begun", timeout=3)
        except Empty:
            # what computes may keep the language from writing
            pass
        return msg_id

    def recovers(self) -> bool:
        """Whether it is of use after a check that it failed."""
        try:
            self.begin(2)
            self.works()
        except Exception:
            return False
        return self.is_alive()

    def works(self) -> None:
        """The next cell runs as if nothing had been."""
        assert "hello, world" in self.printed("hello"), "the next cell printed nothing"

    def remembers(self) -> None:
        assert "still here" in self.printed("get"), "the variables are gone"
