"""The kernels of the table: those installed beside the benchmarks, preplab itself, any kernelspec."""

from __future__ import annotations

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = ROOT / "test" / "bench" / "node_modules"
SNIPPETS: dict[str, dict[str, Any]] = json.loads((HERE / "snippets.json").read_text())

FILE = "{connection_file}"


@dataclass(frozen=True)
class Kernel:
    name: str
    version: str
    language: str
    argv: tuple[str, ...]
    interrupt_mode: str = "signal"
    resource_dir: str | None = None

    def snippets(self) -> dict[str, Any]:
        """The language's snippets, and over them the kernel's own; null where there is nothing to run."""
        return {**SNIPPETS.get(self.language, {}), **SNIPPETS.get(self.name, {})}

    def write_spec(self, folder: Path) -> None:
        """A kernelspec of this name that Jupyter's clients find below `folder`."""
        spec = folder / "kernels" / self.name
        spec.mkdir(parents=True)
        fields = {
            "argv": list(self.argv),
            "display_name": self.name,
            "language": self.language,
            "interrupt_mode": self.interrupt_mode,
        }
        (spec / "kernel.json").write_text(json.dumps(fields))


def known_kernels() -> dict[str, Kernel]:
    """The kernels of the published table that are there."""
    found = [preplab(), tslab(), deno(), ipykernel()]
    return {kernel.name: kernel for kernel in found if kernel is not None}


def installed_kernel(name: str) -> Kernel:
    """A kernel by the name of its kernelspec, `python3` for example."""
    spec = KernelSpecManager().get_kernel_spec(name)
    return Kernel(name, "", spec.language.lower(), tuple(spec.argv), spec.interrupt_mode)


def preplab() -> Kernel | None:
    node, main = shutil.which("node"), ROOT / "dist" / "kernel" / "main.js"
    if node is None or not main.exists():
        return None
    argv = (node, str(main), "kernel", FILE)
    return Kernel("preplab", version_in(ROOT), "typescript", argv, "message")


def tslab() -> Kernel | None:
    node, package = shutil.which("node"), PEERS / "tslab"
    if node is None or not package.exists():
        return None
    argv = (node, str(package / "bin" / "tslab"), "kernel", "--config-path", FILE)
    return Kernel("tslab", version_in(package), "typescript", argv)


def deno() -> Kernel | None:
    binary = next((PEERS / "@deno").glob("*/deno*"), None)
    if binary is None:
        return None
    argv = (str(binary), "jupyter", "--kernel", "--conn", FILE)
    return Kernel("deno", version_in(PEERS / "deno"), "typescript", argv)


def ipykernel() -> Kernel | None:
    try:
        from ipykernel import __version__
    except ImportError:
        return None
    argv = (sys.executable, "-m", "ipykernel_launcher", "-f", FILE)
    return Kernel("ipykernel", __version__, "python", argv)


def version_in(package: Path) -> str:
    return str(json.loads((package / "package.json").read_text())["version"])
