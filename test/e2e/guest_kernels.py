"""Kernels of others, started in a project that has the packed preplab installed as npm installs it."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager

from running_kernel import RunningKernel

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "test" / "guests" / "node_modules"
FILE = "{connection_file}"
OUTPUTS = ("display_data", "update_display_data", "execute_result", "stream", "error")
SLOWEST = 60


def make_project(folder: Path) -> Path:
    """A folder with a package.json and preplab in its node_modules, from the tarball that is published."""
    (folder / "package.json").write_text(json.dumps({"name": "notebooks", "private": True}))
    packed = npm(ROOT, "pack", "--json", "--ignore-scripts", "--pack-destination", str(folder))
    tarball = json.loads(packed)[0]["filename"]
    npm(folder, "install", "--no-audit", "--no-fund", "--prefer-offline", f"./{tarball}")
    return folder


def npm(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["npm", *words], cwd=folder, capture_output=True, text=True, timeout=300, check=True
    )
    return done.stdout


def command_of(name: str) -> list[str]:
    if name == "tslab":
        return ["node", str(MODULES / "tslab" / "bin" / "tslab"), "kernel", "--config-path", FILE]
    binary = next((MODULES / "@deno").glob("*/deno*"))
    return [str(binary), "jupyter", "--kernel", "--conn", FILE]


class GuestKernel(RunningKernel):
    """The kernel `tslab` or `deno` in a project."""

    def __init__(self, name: str, project: Path) -> None:
        spec = project / "kernels" / name
        spec.mkdir(parents=True, exist_ok=True)
        fields = {"argv": command_of(name), "display_name": name, "language": "typescript"}
        (spec / "kernel.json").write_text(json.dumps(fields))
        super().__init__(
            cwd=str(project),
            kernel_name=name,
            kernel_spec_manager=KernelSpecManager(kernel_dirs=[str(project / "kernels")]),
        )
        self.name = name

    def outputs(self, code: str, count: int, more: bool = False) -> list[dict[str, Any]]:
        """
        The outputs of a cell, as they came: `count`, or `more`. tslab sends them before the cell ends;
        Deno ends a cell now and then before its last ones, also its own, and those are waited for.
        """
        [found] = self.outputs_of_all([code], [count])
        assert len(found) == count or (more and len(found) > count), found
        return found

    def outputs_of_all(self, cells: list[str], counts: list[int]) -> list[list[dict[str, Any]]]:
        """The outputs of cells that are sent together; of each, so many are waited for in Deno."""
        messages: dict[str, list[dict[str, Any]]] = {
            self.client.execute(code): [] for code in cells
        }
        idle: set[str] = set()
        deadline = time.monotonic() + SLOWEST
        while len(idle) < len(cells) or (
            self.name == "deno"
            and any(len(merged(some)) < n for some, n in zip(messages.values(), counts))
        ):
            message = self.iopub(deadline - time.monotonic())
            msg_id = message["parent_header"].get("msg_id")
            if msg_id not in messages:
                continue
            if message["content"].get("execution_state") == "idle":
                idle.add(msg_id)
            assert self.name == "deno" or message["header"]["msg_type"] == "status" or msg_id not in idle
            messages[msg_id].append(message)
        return [merged(some) for some in messages.values()]

    def data(self, code: str) -> dict[str, str]:
        """What the only output of a cell shows, by MIME type."""
        [content] = self.outputs(code, 1)
        return content.get("data", content)


def merged(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Contents of outputs with their type; what is printed in several messages is one."""
    found: list[dict[str, Any]] = []
    for message in messages:
        kind, content = message["header"]["msg_type"], message["content"]
        if kind not in OUTPUTS:
            continue
        if kind == "stream" and found and found[-1]["kind"] == "stream":
            found[-1]["text"] += content["text"]
        else:
            found.append({**content, "kind": kind})
    return found
