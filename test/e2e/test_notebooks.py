"""The committed notebooks, executed by nbclient, give the committed outputs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from running_kernel import KERNEL_NAME

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


@pytest.mark.parametrize(
    "name",
    [
        "rotation.ipynb",
        "string-lookup.ipynb",
        "cifar-augmentation.ipynb",
        "text-vectorization.ipynb",
        "tabular-features.ipynb",
    ],
)
def test_the_notebook_is_there(name: str) -> None:
    assert (FOLDER / name).is_file()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_executing_gives_the_committed_outputs(path: Path) -> None:
    committed = read(path)
    nbformat.validate(committed)
    executed = execute(path)
    for number, (before, after) in enumerate(zip(code_cells(committed), code_cells(executed)), 1):
        assert comparable(after) == comparable(before), f"{path.name}, code cell {number}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nbconvert_turns_the_notebook_into_a_page_with_its_pictures(path: Path) -> None:
    notebook = read(path)
    page, _ = HTMLExporter().from_notebook_node(notebook)
    pictures = sum(output["picture"] for cell in code_cells(notebook) for output in outline(cell))
    assert page.count('src="data:image/png;base64,') >= pictures


@pytest.mark.parametrize(
    "path",
    # data frames are other packages'
    [path for path in NOTEBOOKS if path.stem not in ("tabular-features", "gallery")],
    ids=lambda path: path.stem,
)
def test_no_cell_imports_anything(path: Path) -> None:
    for cell in code_cells(read(path)):
        assert not any(line.startswith("import ") for line in cell.source.splitlines())


def execute(path: Path) -> nbformat.NotebookNode:
    notebook = read(path)
    for cell in code_cells(notebook):
        cell.outputs = []
        cell.execution_count = None
    resources = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, kernel_name=KERNEL_NAME, timeout=60, resources=resources)
    return client.execute()


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def comparable(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The outline; without texts for photographs, in whose place machines without them have drawings."""
    outputs = outline(cell)
    if "photographs" in cell.metadata.get("tags", []):
        return [{**output, "text": None} for output in outputs]
    return outputs


def outline(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """Kind, text and MIME types of each output, and whether it holds a picture; streams merged."""
    outputs: list[dict[str, Any]] = []
    for output in cell.outputs:
        entry = describe(output)
        if outputs and "name" in entry and outputs[-1].get("name") == entry["name"]:
            outputs[-1]["text"] += entry["text"]
        else:
            outputs.append(entry)
    return outputs


def describe(output: nbformat.NotebookNode) -> dict[str, Any]:
    kind = output.output_type
    if kind == "stream":
        return {"kind": kind, "name": output.name, "text": output.text, "picture": False}
    if kind == "error":
        return {"kind": kind, "text": f"{output.ename}: {output.evalue}", "picture": False}
    html = output.data.get("text/html", "")
    return {
        "kind": kind,
        "mimes": sorted(output.data),
        "text": without_times(output.data.get("text/plain", "")),
        "picture": "image/png" in output.data or "data:image/png;base64," in html,
    }


def without_times(text: str) -> str:
    """What training took differs from run to run."""
    text = re.sub(r"[\d.:]+(?: (?:µs|ms|s))?/step", "time/step", text)
    text = re.sub(r"(\d+/\d+), [\d.:]+ (?:µs|ms|s)", r"\1, time", text)
    return re.sub(r" steps? in [\d.:]+(?: (?:µs|ms|s))?", " steps in time", text)
