"""The notebook that shows every kind of output, and how a cell of it is run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from running_kernel import KERNEL_NAME

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
PATH = Path(os.environ.get("E2E_GALLERY", NOTEBOOKS / "gallery.ipynb"))


def read() -> nbformat.NotebookNode:
    return nbformat.read(PATH, as_version=4)


def run() -> nbformat.NotebookNode:
    """The notebook with the outputs of a run by nbclient."""
    notebook = read()
    resources = {"metadata": {"path": str(PATH.parent)}}
    return NotebookClient(notebook, kernel_name=KERNEL_NAME, timeout=60, resources=resources).execute()


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source != ""]


def bundles(cell: nbformat.NotebookNode) -> list[dict[str, Any]]:
    return [output.data for output in cell.outputs if "data" in output]
