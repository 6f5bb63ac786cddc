"""One running kernel of the comparison, with the memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import psutil
from kernels import Kernel
from raw_client import RawClient

MEBIBYTE = 1024 * 1024


class StartedKernel:
    def __init__(self, kernel: Kernel, folder: Path, cwd: Path, keeps: bool = True) -> None:
        self.kernel = kernel
        self.language = kernel.language
        self.client = RawClient(folder)
        # certificates cost every Node process of the comparison 40 to 60 ms at its start
        environment = {k: v for k, v in os.environ.items() if k != "NODE_EXTRA_CA_CERTS"}
        # what sessions of this comparison keep for the next ones, if they may
        environment["PREPLAB_CACHE"] = str(folder / "cache") if keeps else "off"
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            kernel.command(str(self.client.file)),
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def processes(self) -> list[psutil.Process]:
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def memory(self) -> tuple[float, float]:
        """PSS and RSS in MiB, summed over the kernel's processes."""
        pss = rss = 0.0
        for process in self.processes():
            for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines():
                name, *values = line.split()
                pss += int(values[0]) * 1024 if name == "Pss:" else 0
                rss += int(values[0]) * 1024 if name == "Rss:" else 0
        return pss / MEBIBYTE, rss / MEBIBYTE

    def interrupt(self) -> None:
        if self.kernel.interrupted_by_message:
            self.client.send("control", "interrupt_request", {})
        else:
            os.killpg(self.process.pid, signal.SIGINT)

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def close(self) -> None:
        left = self.processes() if self.is_alive() else []
        for process in reversed(left):
            try:
                process.kill()
            except psutil.NoSuchProcess:
                pass
        self.process.wait()
        self.client.close()
