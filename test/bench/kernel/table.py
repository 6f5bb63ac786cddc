"""The medians of all sessions as Markdown tables, with preplab's ratios and its targets."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from measures import Figures

ROWS = {
    "spawn to kernel_info": "ms",
    "spawn to first 1+1": "ms",
    "first 1+1": "ms",
    "warm 1+1": "ms",
    "spawn to tf.tensor": "ms",
    "spawn to a layer's result": "ms",
    "spawn to tf.tensor, nothing kept": "ms",
    "200 cells": "ms",
    "cells 1 to 50, median": "ms",
    "cells 151 to 200, median": "ms",
    "200 cells, run again": "ms",
    "cell 50 with tf, check and run": "ms",
    "completion, first": "ms",
    "completion, warm": "ms",
    "inspect, warm": "ms",
    "PSS after start": "MiB",
    "RSS after start": "MiB",
    "PSS after 200 cells": "MiB",
    "RSS after 200 cells": "MiB",
    "100,000 lines": "ms",
    "lines delivered": "%",
    "interrupt of a loop": "ms",
    "2e7 steps": "ms",
    "2e7 steps, node -e": "ms",
    "2e7 steps, node FILE": "ms",
}
# of what only preplab has
OWN_ROWS = {row for row in ROWS if "tf" in row or "layer" in row or "node" in row}
NOTES = {
    "completion, first": "completion note",
    "completion, warm": "completion note",
    "inspect, warm": "inspect note",
    "100,000 lines": "100,000 lines note",
    "interrupt of a loop": "interrupt note",
}
OURS = "preplab"

Sessions = dict[str, list[Figures]]


def markdown(sessions: Sessions) -> str:
    names = list(sessions)
    peers = [name for name in names if name != OURS and OURS in names]
    head = ["", *names, *(f"{OURS} / {peer}" for peer in peers)]
    lines = [cells(head), cells(["---"] + ["---:"] * (len(head) - 1))]
    for row, unit in ROWS.items():
        values = {name: middle(sessions[name], row) for name in names}
        shown = [
            "" if row in OWN_ROWS and name != OURS else show(value, note(sessions[name], row))
            for name, value in values.items()
        ]
        ratios = [ratio(values[OURS], values[peer]) if unit != "%" else "" for peer in peers]
        lines.append(cells([f"{row}, {unit}", *shown, *ratios]))
    return "\n".join(lines)


@dataclass(frozen=True)
class Target:
    row: str
    limit: float
    # whose figure the limit is a multiple of; none for a limit in the row's unit
    peer: str = ""
    # the peer's row, when it is another one
    peer_row: str = ""


TARGETS = (
    Target("spawn to first 1+1", 0.7, "deno"),
    Target("spawn to first 1+1", 0.25, "ipykernel"),
    Target("spawn to tf.tensor", 1.5, "deno", "spawn to first 1+1"),
    Target("spawn to a layer's result", 1.5, "deno", "spawn to first 1+1"),
    Target("warm 1+1", 1.0, "deno"),
    Target("cell 50 with tf, check and run", 20),
    Target("completion, warm", 3),
    Target("inspect, warm", 4),
    Target("interrupt of a loop", 40),
    Target("100,000 lines", 1.0, "ipykernel"),
    Target("2e7 steps", 1.2, OURS, "2e7 steps, node -e"),
    Target("RSS after start", 220),
)


def targets(sessions: Sessions) -> str:
    """A table of every figure that is promised, saying whether it was met in this run."""
    lines = [cells([OURS, "", "against", "", "ratio", "at most", ""])]
    lines.append(cells(["---", "---:", "---", "---:", "---:", "---:", "---"]))
    for target in TARGETS:
        if target.peer in ("", *sessions) and OURS in sessions:
            lines.append(cells(verdict(target, sessions)))
    return "\n".join(lines)


def verdict(target: Target, sessions: Sessions) -> list[str]:
    ours = middle(sessions[OURS], target.row)
    peer_row = target.peer_row or target.row
    theirs = middle(sessions[target.peer], peer_row) if target.peer else 1.0
    is_met = ours is not None and theirs is not None and ours <= target.limit * theirs
    met = "met" if is_met else "**missed**"
    name = f"{target.row}, {ROWS[target.row]}"
    if not target.peer:
        return [name, show(ours, ""), "", "", "", f"{target.limit:g}", met]
    whose = peer_row if target.peer == OURS else f"{target.peer}, {peer_row}"
    ratios = ratio(ours, theirs)
    return [name, show(ours, ""), whose, show(theirs, ""), ratios, f"{target.limit:g}", met]


def middle(figures: list[Figures], row: str) -> float | None:
    values = [value for session in figures if isinstance(value := session.get(row), float)]
    return median(values) if values else None


def note(figures: list[Figures], row: str) -> str:
    notes = [str(session[NOTES[row]]) for session in figures if session.get(NOTES.get(row, ""))]
    return notes[0] if notes else ""


def show(value: float | None, remark: str) -> str:
    if value is None:
        return remark or "not reached"
    text = f"{value:.0f}" if value >= 100 else f"{value:.1f}"
    return f"{text} ({remark})" if remark else text


def ratio(ours: float | None, theirs: float | None) -> str:
    return "" if ours is None or not theirs else f"{ours / theirs:.2f}"


def cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"
