"""What is measured in one session of a kernel, in this order."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from statistics import median
from typing import Any

from kernels import Kernel
from raw_client import TooSlow
from started_kernel import StartedKernel

LINES = 100_000
TYPED_CELLS = 55
SETTLE_S = 1.0
LINES_S = 15

Figures = dict[str, float | str]


def milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000


Step = Callable[[StartedKernel], Figures]
Measure = Callable[[StartedKernel], Figures]


def measures_of(kernel: Kernel) -> Iterator[tuple[Measure, bool]]:
    """What is measured in a session of its own, and whether that session keeps what others kept."""
    yield steps_of(start, warm, introspect, two_hundred_cells, loop, interrupt), True
    # not every kernel is of use afterwards
    yield steps_of(lines), True
    yield steps_of(again), True
    if kernel.language.tensor:
        yield steps_of(first_tensor), True
        yield steps_of(first_layer), True
        yield steps_of(first_tensor_ever), False
        yield steps_of(typed_cells), True


def steps_of(*steps: Step) -> Measure:
    return lambda running: measure(running, steps)


def measure(running: StartedKernel, steps: Iterable[Step]) -> Figures:
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
    times = run_cells(running, running.language.cell, 200, random.randrange(10**6))
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


def again(running: StartedKernel) -> Figures:
    """The same cells in each session, as when a notebook is opened again and run."""
    timed_run(running, running.language.sum)
    began = time.perf_counter()
    run_cells(running, running.language.cell, 200, salt=0)
    return {"200 cells, run again": milliseconds(began)}


def first_tensor(running: StartedKernel) -> Figures:
    return {"spawn to tf.tensor": first_cell(running, running.language.tensor)}


def first_layer(running: StartedKernel) -> Figures:
    return {"spawn to a layer's result": first_cell(running, running.language.layer)}


def first_tensor_ever(running: StartedKernel) -> Figures:
    return {"spawn to tf.tensor, nothing kept": first_cell(running, running.language.tensor)}


def first_cell(running: StartedKernel, code: str) -> float:
    running.client.ask("kernel_info_request", {})
    timed_run(running, code)
    took = milliseconds(running.began)
    # a while later the kernel keeps what it compiled
    time.sleep(2 * SETTLE_S)
    return took


def typed_cells(running: StartedKernel) -> Figures:
    """New cells, each of which is checked with the types of TensorFlow.js before it runs."""
    timed_run(running, 'import * as tf from "@tensorflow/tfjs"')
    times = run_cells(running, running.language.typed, TYPED_CELLS, random.randrange(10**6))
    return {"cell 50 with tf, check and run": median(times[-10:])}


def loop(running: StartedKernel) -> Figures:
    figures: Figures = {"2e7 steps": timed_run(running, running.language.steps)}
    if running.language.tensor:
        figures |= plain_node(running)
    return figures


def plain_node(running: StartedKernel) -> Figures:
    """`node -e` has variables at the top level as a cell does; those of a file are a function's."""
    began, ended = "const began = performance.now()", "console.log(performance.now() - began)"
    code = f"{began}; {running.language.steps}; {ended}"
    file = running.client.file.with_suffix(".cjs")
    file.write_text(code)
    ways = {"2e7 steps, node -e": ["-e", code], "2e7 steps, node FILE": [str(file)]}
    figures: Figures = {}
    for row, arguments in ways.items():
        took = subprocess.run([running.kernel.argv[0], *arguments], capture_output=True, check=True)
        figures[row] = float(took.stdout)
    return figures


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


def run_cells(running: StartedKernel, cell: str, count: int, salt: int) -> list[float]:
    codes = (cell.replace("{n}", str(n)).replace("{salt}", str(salt)) for n in range(count))
    return [timed_run(running, code) for code in codes]


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
