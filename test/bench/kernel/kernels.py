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
    # "s" holds the sum afterwards
    steps: str
    # a cell that uses the types of TensorFlow.js, and two that need the library at once
    typed: str = ""
    tensor: str = ""
    layer: str = ""


TYPESCRIPT = Language(
    sum="1+1",
    cell="let x{n} = {salt} + {n}; x{n} + 1",
    list="const list = [1, 2, 3]",
    complete="list.ma",
    inspect="list",
    lines="for (let i = 0; i < 100000; i++) console.log(i)",
    loop="console.log('begun'); while (true) {}",
    keep="var kept = 'still here'",
    kept="console.log(kept)",
    steps="let s = 0; for (let i = 0; i < 2e7; i++) s += i; s",
)

PREPLAB = replace(
    TYPESCRIPT,
    typed="const t{n} = tf.tensor([{salt}, {n}]); const f{n} = (x: number) => x + {n}; f{n}(t{n}.size)",
    tensor="tf.tensor([1, 2])",
    layer="layers.rescaling({ scale: 2 })([1])",
)

PYTHON = Language(
    sum="1+1",
    cell="x{n} = {salt} + {n}; x{n} + 1",
    list="list_ = [1, 2, 3]",
    complete="list_.co",
    inspect="list_",
    lines="for i in range(100000): print(i)",
    loop="print('begun')\nwhile True: pass",
    keep="kept = 'still here'",
    kept="print(kept)",
    steps="s = 0\nfor i in range(20_000_000): s += i\ns",
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
        Kernel("tslab", (node, tslab, "kernel", "--config-path", file), TYPESCRIPT),
        Kernel("deno", (str(deno), "jupyter", "--kernel", "--conn", file), TYPESCRIPT),
        Kernel("preplab", (node, preplab, "kernel", file), PREPLAB, interrupted_by_message=True),
    ]
