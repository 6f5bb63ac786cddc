"""The verdicts as Markdown: counts by group, and every check by its name."""

from __future__ import annotations

from typing import Any

MARKS = {"pass": "✓", "fail": "✗", "not offered": "–"}

Results = dict[str, Any]


def summary(results: Results) -> str:
    """One row for each group: how many of its checks each kernel passes."""
    kernels = results["kernels"]
    lines = head("checks passed", kernels)
    groups = list(next(iter(kernels.values()))["checks"])
    for group in groups:
        counts = [count(kernel["checks"][group]) for kernel in kernels.values()]
        lines.append(row([group, *(f"{passed} of {total}" for passed, total in counts)]))
    totals = []
    for kernel in kernels.values():
        counts = [count(checks) for checks in kernel["checks"].values()]
        totals.append(f"**{sum(p for p, _ in counts)} of {sum(t for _, t in counts)}**")
    lines.append(row(["**all**", *totals]))
    return "\n".join(lines)


def details(results: Results) -> str:
    """One row for each check."""
    kernels = results["kernels"]
    parts = []
    for group, checks in next(iter(kernels.values()))["checks"].items():
        lines = head(group, kernels)
        for name in checks:
            marks = [MARKS[kernel["checks"][group][name]] for kernel in kernels.values()]
            lines.append(row([name, *marks]))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def count(checks: dict[str, str]) -> tuple[int, int]:
    return sum(status == "pass" for status in checks.values()), len(checks)


def head(title: str, kernels: dict[str, Any]) -> list[str]:
    names = [f"{name} {kernel['version']}".strip() for name, kernel in kernels.items()]
    return [row([title, *names]), row(["---"] + ["---:"] * len(names))]


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
