"""The medians of all sessions as a Markdown table, with preplab's ratios and its targets."""

from __future__ import annotations

from statistics import median

from measures import Figures

ROWS = {
    "spawn to kernel_info": "ms",
    "spawn to first 1+1": "ms",
    "first 1+1": "ms",
    "warm 1+1": "ms",
    "200 cells": "ms",
    "cells 1 to 50, median": "ms",
    "cells 151 to 200, median": "ms",
    "completion, first": "ms",
    "completion, warm": "ms",
    "inspect, warm": "ms",
    "type check at cell 50": "ms",
    "PSS after start": "MiB",
    "RSS after start": "MiB",
    "PSS after 200 cells": "MiB",
    "RSS after 200 cells": "MiB",
    "100,000 lines": "ms",
    "lines delivered": "%",
    "interrupt of a loop": "ms",
}
NOTES = {
    "completion, first": "completion note",
    "completion, warm": "completion note",
    "inspect, warm": "inspect note",
    "type check at cell 50": "type check note",
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
        shown = [show(values[name], note(sessions[name], row)) for name in names]
        ratios = [ratio(values[OURS], values[peer]) if unit != "%" else "" for peer in peers]
        lines.append(cells([f"{row}, {unit}", *shown, *ratios]))
    return "\n".join(lines)


def targets(sessions: Sessions) -> list[str]:
    """One line for every figure that is promised, saying whether it was met in this run."""
    if not {"ipykernel", "deno", OURS} <= sessions.keys():
        return []

    def value(name: str, row: str) -> float | None:
        return middle(sessions[name], row)

    lines = []
    for row in ("spawn to kernel_info", "spawn to first 1+1"):
        lines.append(against(row, value(OURS, row), value("deno", row), 1.0, "deno"))
        lines.append(against(row, value(OURS, row), value("ipykernel", row), 0.4, "ipykernel"))
    row = "warm 1+1"
    lines.append(against(row, value(OURS, row), value("deno", row), 1.5, "deno"))
    early, late = value(OURS, "cells 1 to 50, median"), value(OURS, "cells 151 to 200, median")
    lines.append(against("cells 151 to 200", late, early, 1.25, "cells 1 to 50"))
    for row, limit in (
        ("completion, warm", 3),
        ("inspect, warm", 4),
        ("type check at cell 50", 20),
    ):
        lines.append(at_most(row, value(OURS, row), limit, "ms"))
    lines.append(at_most("PSS after start", value(OURS, "PSS after start"), 250, "MiB"))
    return lines


def middle(figures: list[Figures], row: str) -> float | None:
    values = [value for session in figures if isinstance(value := session.get(row), float)]
    return median(values) if values else None


def note(figures: list[Figures], row: str) -> str:
    notes = [str(session[NOTES[row]]) for session in figures if session.get(NOTES.get(row, ""))]
    return notes[0] if notes else ""


def against(row: str, ours: float | None, theirs: float | None, limit: float, peer: str) -> str:
    if ours is None or theirs is None:
        return f"missed: {row} was not measured against {peer}"
    verdict = "met" if ours <= limit * theirs else "missed"
    return f"{verdict}: {row} {ours / theirs:.2f}x {peer}, at most {limit}x"


def at_most(row: str, ours: float | None, limit: float, unit: str) -> str:
    if ours is None:
        return f"missed: {row} was not measured"
    verdict = "met" if ours <= limit else "missed"
    return f"{verdict}: {row} {ours:.1f} {unit}, at most {limit} {unit}"


def show(value: float | None, remark: str) -> str:
    if value is None:
        return remark or "not reached"
    text = f"{value:.0f}" if value >= 100 else f"{value:.1f}"
    return f"{text} ({remark})" if remark else text


def ratio(ours: float | None, theirs: float | None) -> str:
    return "" if ours is None or not theirs else f"{ours / theirs:.2f}"


def cells(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"
