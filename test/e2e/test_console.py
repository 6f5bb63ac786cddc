"""The cells of the gallery typed into a jupyter console, on a terminal."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Iterator

import nbformat
import pexpect
import pytest

import gallery
from running_kernel import KERNEL_NAME

CELLS = gallery.code_cells(gallery.read())
IDS = [cell.id for cell in CELLS]
PROMPT = r"In \[\d+\]: "
# a line of the prompt ends the cell, this one only ends a line of the program
LINE_SEPARATOR = "\u2028"
DURATION = re.compile(r"\d[\d.]* (?:µs|ms|s)\b")
BAR = re.compile(r"\[[= >]+\]")
START_UP = 60


class Console:
    """A running jupyter console; `printed` holds what each cell printed, by the cell's id."""

    def __init__(self) -> None:
        self.child = pexpect.spawn(
            str(Path(sys.executable).parent / "jupyter-console"),
            ["--kernel", KERNEL_NAME, "--simple-prompt", "--no-confirm-exit"],
            encoding="utf8",
            timeout=START_UP,
            # no line of a cell or of a table is longer
            dimensions=(50, 1000),
            cwd=str(gallery.PATH.parent),
            env={**os.environ, "TERM": "dumb"},
            echo=False,
        )
        self.child.expect(PROMPT)
        self.banner = self.child.before
        self.printed = {cell.id: self.enter(cell.source) for cell in CELLS}

    def enter(self, source: str) -> str:
        self.child.sendline(source.replace("\n", LINE_SEPARATOR))
        self.child.expect(PROMPT)
        return self.child.before.replace("\r\n", "\n")

    def leave(self) -> int | None:
        self.child.sendeof()
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture(scope="module")
def console() -> Iterator[Console]:
    console = Console()
    yield console
    console.child.close(force=True)


def without_times(text: str) -> str:
    return DURATION.sub("1.0 s", text)


def result(cell: nbformat.NotebookNode) -> str | None:
    """The text of the cell's result, if it has one."""
    texts = [o.data["text/plain"] for o in cell.outputs if o.output_type == "execute_result"]
    return texts[0] if texts else None


@pytest.mark.parametrize("cell", IDS)
def test_a_result_is_printed_as_its_text(
    console: Console, fresh_gallery: dict[str, nbformat.NotebookNode], cell: str
) -> None:
    text = result(fresh_gallery[cell])
    shown = without_times(console.printed[cell])
    if text is None:
        assert "Out[" not in shown
    else:
        number = IDS.index(cell) + 1
        separator = "\n" if "\n" in text else ""
        assert shown.rstrip().endswith(f"Out[{number}]: {separator}{without_times(text)}".rstrip())


def test_errors_are_printed_with_their_messages(
    console: Console, fresh_gallery: dict[str, nbformat.NotebookNode]
) -> None:
    errors = [
        (id, output.evalue)
        for id, cell in fresh_gallery.items()
        for output in cell.outputs
        if output.output_type == "error"
    ]
    assert errors != []
    for id, message in errors:
        assert message in console.printed[id]
    # of the console itself, which is a program in Python
    assert not any("Traceback" in printed for printed in console.printed.values())


def test_a_bar_is_one_line_above_the_result(
    console: Console, fresh_gallery: dict[str, nbformat.NotebookNode]
) -> None:
    """The console shows no updates: what changes in place elsewhere is one line here, as it began."""
    with_bars = [
        cell
        for cell in IDS
        if any(BAR.search(data["text/plain"]) for data in gallery.bundles(fresh_gallery[cell]))
    ]
    assert with_bars != []
    for cell in with_bars:
        lines = console.printed[cell].strip().splitlines()
        assert [bool(BAR.search(line)) for line in lines[:2]] == [True, False]
        assert lines[1].startswith("Out[")


def test_the_console_greets_and_leaves(console: Console) -> None:
    assert "preplab" in console.banner
    assert console.enter("1 + 1").strip() == f"Out[{len(CELLS) + 1}]: 2"
    assert console.leave() == 0
