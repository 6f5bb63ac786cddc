"""Starts the kernels in turn, several times, and prints one table of medians."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from kernels import BENCH, Kernel, kernels
from measures import Figures, measures_of
from started_kernel import StartedKernel
from table import Sessions, markdown, targets


def main() -> None:
    known = kernels()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--starts", type=int, default=7, help="sessions of each kernel")
    parser.add_argument("--only", nargs="+", choices=[kernel.name for kernel in known])
    parser.add_argument("--json", type=Path, help="also write every figure of every session here")
    options = parser.parse_args()
    chosen = [kernel for kernel in known if not options.only or kernel.name in options.only]
    sessions: Sessions = {kernel.name: [] for kernel in chosen}
    with tempfile.TemporaryDirectory(prefix="preplab-bench-") as name:
        folder = Path(name)
        cwd = folder / "notebooks"
        # without Node's types beside the notebook, tslab refuses console.log
        (cwd / "node_modules").mkdir(parents=True)
        (cwd / "node_modules" / "@types").symlink_to(BENCH / "node_modules" / "@types")
        for turn in range(options.starts + 1):
            for kernel in chosen:
                progress = f"start {turn} of {options.starts}: {kernel.name}"
                print(f"\r{progress:40}", end="", file=sys.stderr, flush=True)
                figures = session_of(kernel, folder, cwd)
                # the first start of each fills the page cache
                if turn > 0:
                    sessions[kernel.name].append(figures)
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr)
    print(markdown(sessions))
    print()
    print(targets(sessions))
    if options.json:
        options.json.write_text(json.dumps(sessions, indent=1))


def session_of(kernel: Kernel, folder: Path, cwd: Path) -> Figures:
    figures: Figures = {}
    for measure, keeps in measures_of(kernel):
        running = StartedKernel(kernel, folder, cwd, keeps)
        try:
            figures |= measure(running)
        finally:
            running.close()
    return figures


if __name__ == "__main__":
    main()
