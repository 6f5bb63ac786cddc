"""Puts Jupyter kernels through the same checks; see README.md beside this file."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from check import Check
from checks import CHECKS
from column import run_column
from kernels import Kernel, installed_kernel, known_kernels
from published import RESULTS, publish, read_results
from table import MARKS, Results, summary

Verdict = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernels", nargs="*", help="by default the published ones that are there")
    parser.add_argument("--only", default="", help="checks whose group or name contains this")
    parser.add_argument("--jobs", type=int, default=1, help="kernels at a time")
    parser.add_argument("--json", type=Path, help="write every verdict, with its reason, here")
    parser.add_argument("--require", help="exit with 1 when this kernel fails a check")
    parser.add_argument("--publish", action="store_true", help="put the columns into results.json and the pages")
    parser.add_argument("--markdown", action="store_true", help="write the tables anew, run nothing")
    parser.add_argument("--column", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.column is not None:
        kernel, is_installed = find_kernel(options.column)
        run_column(kernel, is_installed, chosen_checks(options.only))
        return 0
    if options.markdown:
        for page in publish(read_results()):
            print(f"wrote {page}")
        return 0

    names = options.kernels or list(known_kernels())
    columns = {name: column_of(name, options.only) for name in names if name == options.require}
    others = [name for name in names if name not in columns]
    # a kernel that must pass is not disturbed by others
    with ThreadPoolExecutor(options.jobs) as pool:
        found = dict(zip(others, pool.map(lambda name: column_of(name, options.only), others)))
    columns = {name: (columns | found)[name] for name in names}
    results = {"kernels": {name: shorten(name, verdicts) for name, verdicts in columns.items()}}
    if options.json is not None:
        options.json.write_text(json.dumps(columns, indent=1) + "\n")
    if options.publish:
        keep(results)
    print(summary(results))
    if options.require is None:
        return 0
    failed = [v for v in columns[options.require] if v["status"] == "fail"]
    passed = [v for v in columns[options.require] if v["status"] == "pass"]
    for verdict in failed:
        print(f"{verdict['group']}: {verdict['name']}: {verdict['reason']}")
    print(f"{options.require}: {len(passed)} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


def chosen_checks(only: str) -> list[Check]:
    return [check for check in CHECKS if only in f"{check.group} {check.name}"]


def find_kernel(name: str) -> tuple[Kernel, bool]:
    """A kernel, and whether Jupyter knows it already."""
    known = known_kernels().get(name)
    return (known, False) if known is not None else (installed_kernel(name), True)


def column_of(name: str, only: str) -> list[Verdict]:
    """Runs a column as a process, so that what a kernel does to its client stays there."""
    command = [sys.executable, str(Path(__file__).parent), "--column", name, "--only", only]
    verdicts: list[Verdict] = []
    began = time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if not line.startswith("{"):
                continue
            verdict: Verdict = json.loads(line)
            verdicts.append(verdict)
            mark, reason = MARKS[verdict["status"]], verdict["reason"]
            print(f"{name}: {mark} {verdict['group']}: {verdict['name']} {reason}", file=sys.stderr)
    reason = f"the checks ended early, with exit code {process.returncode}"
    for check in chosen_checks(only)[len(verdicts) :]:
        lost = {"group": check.group, "name": check.name, "status": "fail", "reason": reason}
        verdicts.append({**lost, "seconds": 0})
    print(f"{name}: {len(verdicts)} checks in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return verdicts


def keep(results: Results) -> None:
    """Puts the columns that were run in place of the published ones."""
    before = read_results()["kernels"] if RESULTS.exists() else {}
    together = before | results["kernels"]
    ordered = {name: together[name] for name in [*known_kernels(), *together] if name in together}
    published: Results = {"kernels": ordered}
    RESULTS.write_text(json.dumps(published, indent=2, ensure_ascii=False) + "\n")
    publish(published)


def shorten(name: str, verdicts: list[Verdict]) -> dict[str, Any]:
    checks: dict[str, dict[str, str]] = {}
    for verdict in verdicts:
        checks.setdefault(verdict["group"], {})[verdict["name"]] = verdict["status"]
    kernel, _ = find_kernel(name)
    return {"version": kernel.version, "checks": checks}


if __name__ == "__main__":
    sys.exit(main())
