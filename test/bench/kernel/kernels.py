"""The kernels of the comparison: how each is started, and the same work in its language."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
ROOT = BENCH.parents[1]


@dataclass(frozen=True)
class Language:
    sum: str
    cell: str
    list: str
    complete: str
    inspect: str
    lines: str
    loop: str
    keep: str
    kept: str
    # types that a session has loaded, and a cell with a type error; empty where nothing is checked
    types: str = ""
    mistake: str = ""


TYPESCRIPT = Language(
    sum="1+1",
    cell="let x{n} = {n}; x{n} + 1",
    list="const list = [1, 2, 3]",
    complete="list.ma",
    inspect="list",
    lines="for (let i = 0; i < 100000; i++) console.log(i)",
    loop="console.log('begun'); while (true) {}",
    keep="var kept = 'still here'",
    kept="console.log(kept)",
)

CHECKED = replace(TYPESCRIPT, mistake="const wrong{n}: string = x{n} + {n}")
WITH_TFJS = replace(
    TYPESCRIPT,
    types="const scalar = tf.scalar(1); scalar.dtype",
    mistake="const wrong{n}: string = tf.scalar(x{n} + {n}).add(scalar)",
)

PYTHON = Language(
    sum="1+1",
    cell="x{n} = {n}; x{n} + 1",
    list="list_ = [1, 2, 3]",
    complete="list_.co",
    inspect="list_",
    lines="for i in range(100000): print(i)",
    loop="print('begun')\nwhile True: pass",
    keep="kept = 'still here'",
    kept="print(kept)",
)


@dataclass(frozen=True)
class Kernel:
    name: str
    argv: tuple[str, ...]
    language: Language
    # what the stop button does for its kernelspec
    interrupted_by_message: bool = False

    def command(self, connection_file: str) -> list[str]:
        return [argument.replace("{connection_file}", connection_file) for argument in self.argv]


def kernels() -> list[Kernel]:
    node = shutil.which("node")
    deno = next((BENCH / "node_modules" / "@deno").glob("*/deno*"))
    if node is None:
        raise FileNotFoundError("node is not on the PATH")
    tslab = str(BENCH / "node_modules" / "tslab" / "bin" / "tslab")
    preplab = str(ROOT / "dist" / "kernel" / "main.js")
    file = "{connection_file}"
    return [
        Kernel("ipykernel", (sys.executable, "-m", "ipykernel_launcher", "-f", file), PYTHON),
        Kernel("tslab", (node, tslab, "kernel", "--config-path", file), CHECKED),
        Kernel("deno", (str(deno), "jupyter", "--kernel", "--conn", file), TYPESCRIPT),
        Kernel("preplab", (node, preplab, "kernel", file), WITH_TFJS, interrupted_by_message=True),
    ]
