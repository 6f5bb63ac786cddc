"""What is measured in one session of a kernel, in this order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from raw_client import TooSlow
from started_kernel import StartedKernel

LINES = 100_000
SETTLE_S = 1.0
LINES_S = 15
REFUSAL_S = 0.25

Figures = dict[str, float | str]


def milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000


def measure_session(running: StartedKernel) -> Figures:
    return measure(running, (start, warm, introspect, two_hundred_cells, interrupt))


def measure_types(running: StartedKernel) -> Figures:
    """In a session of its own, in which the types of a large library are loaded where there is one."""
    return measure(running, (type_check,))


def measure_flood(running: StartedKernel) -> Figures:
    """In a session of its own: not every kernel is of use afterwards."""
    return measure(running, (lines,))


def measure(running: StartedKernel, steps: Iterable[Callable[[StartedKernel], Figures]]) -> Figures:
    figures: Figures = {}
    for step in steps:
        try:
            figures |= step(running)
        except TooSlow as slow:
            figures |= {f"{step.__name__} failed": str(slow)}
            break
    return figures


def start(running: StartedKernel) -> Figures:
    running.client.ask("kernel_info_request", {})
    info = milliseconds(running.began)
    first = timed_run(running, running.language.sum)
    total = milliseconds(running.began)
    time.sleep(SETTLE_S)
    pss, rss = running.memory()
    return {
        "spawn to kernel_info": info,
        "spawn to first 1+1": total,
        "first 1+1": first,
        "PSS after start": pss,
        "RSS after start": rss,
    }


def warm(running: StartedKernel) -> Figures:
    times = [timed_run(running, running.language.sum) for _ in range(30)]
    return {"warm 1+1": median(times[5:])}


def introspect(running: StartedKernel) -> Figures:
    language = running.language
    running.client.run(language.list)
    complete = {"code": language.complete, "cursor_pos": len(language.complete)}
    inspect = {"code": language.inspect, "cursor_pos": len(language.inspect), "detail_level": 0}
    first, matches = timed_ask(running, "complete_request", complete)
    again = [timed_ask(running, "complete_request", complete)[0] for _ in range(20)]
    looks = [timed_ask(running, "inspect_request", inspect) for _ in range(20)]
    figures: Figures = {
        "completion, first": first,
        "completion, warm": median(again),
        "inspect, warm": median(look for look, _ in looks),
    }
    if not matches.get("matches"):
        figures["completion note"] = "finds nothing"
    if not looks[-1][1].get("found"):
        figures["inspect note"] = "finds nothing"
    return figures


def two_hundred_cells(running: StartedKernel) -> Figures:
    began = time.perf_counter()
    times = [timed_run(running, running.language.cell.format(n=n)) for n in range(200)]
    total = milliseconds(began)
    time.sleep(SETTLE_S)
    pss, rss = running.memory()
    return {
        "200 cells": total,
        "cells 1 to 50, median": median(times[:50]),
        "cells 151 to 200, median": median(times[150:]),
        "PSS after 200 cells": pss,
        "RSS after 200 cells": rss,
    }


def type_check(running: StartedKernel) -> Figures:
    """How long a cell takes that is refused for a type error: it is checked and does not run."""
    language = running.language
    if not language.mistake:
        return {"type check note": "does not check"}
    if language.types:
        running.client.run(language.types)
    for n in range(50):
        running.client.run(language.cell.format(n=n))
    times = []
    for n in range(20):
        running.client.skip_iopub()
        began = time.perf_counter()
        reply = running.client.run(language.mistake.format(n=n))
        times.append(milliseconds(began))
        if reply["status"] != "error":
            return {"type check note": "finds nothing"}
        # tslab refuses cells for a while after an error
        time.sleep(REFUSAL_S)
    return {"type check at cell 50": median(times)}


def lines(running: StartedKernel) -> Figures:
    timed_run(running, running.language.sum)
    running.client.skip_iopub()
    began = time.perf_counter()
    msg_id = running.client.execute(running.language.lines)
    text, is_idle = running.client.printed_until_idle(msg_id, timeout=LINES_S)
    took = milliseconds(began)
    delivered = text.count("\n")
    figures: Figures = {"lines delivered": delivered / LINES * 100}
    if is_idle:
        figures["100,000 lines"] = took
    else:
        figures["100,000 lines note"] = f"no idle status in {LINES_S} s"
    if delivered < LINES:
        figures["lines note"] = "lines lost"
    return figures


def interrupt(running: StartedKernel) -> Figures:
    client = running.client
    client.run(running.language.keep)
    client.skip_iopub()
    msg_id = client.execute(running.language.loop)
    client.printed_until_idle(msg_id, timeout=5, enough="begun")
    began = time.perf_counter()
    running.interrupt()
    try:
        client.answer("shell", msg_id, timeout=5)
    except TooSlow:
        state = "no reply in 5 s" if running.is_alive() else "the kernel dies"
        return {"interrupt note": state}
    took = milliseconds(began)
    # tslab refuses cells for a while after an error
    time.sleep(SETTLE_S)
    printed, _ = client.printed_until_idle(client.execute(running.language.kept), timeout=5)
    if "still here" not in printed:
        return {"interrupt of a loop": took, "interrupt note": "variables lost"}
    return {"interrupt of a loop": took}


def timed_run(running: StartedKernel, code: str) -> float:
    running.client.skip_iopub()
    began = time.perf_counter()
    running.client.run(code)
    return milliseconds(began)


def timed_ask(
    running: StartedKernel, kind: str, content: dict[str, Any]
) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    reply = running.client.ask(kind, content)
    return milliseconds(began), reply
