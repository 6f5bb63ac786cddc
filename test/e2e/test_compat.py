"""Notebooks like those written for other JavaScript kernels run in Jupyter's own client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from running_kernel import KERNEL_NAME

FOLDER = Path(__file__).parents[1] / "kernel/evaluate/user/compat/notebooks"


def outputs(notebook: Any) -> list[Any]:
    return [joined(cell.outputs) for cell in notebook.cells]


def joined(shown: list[Any]) -> list[Any]:
    """Outputs with prints that came in several messages as one."""
    result: list[Any] = []
    for output in shown:
        last = result[-1] if result else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last["text"] += output.text
        else:
            result.append(output)
    return result


@pytest.mark.parametrize("kernel_of_old", ["tslab", "ijavascript", "deno"])
def test_an_old_notebook_shows_what_is_committed(kernel_of_old: str, tmp_path: Path) -> None:
    committed = nbformat.read(FOLDER / f"{kernel_of_old}.ipynb", as_version=4)
    notebook = nbformat.read(FOLDER / f"{kernel_of_old}.ipynb", as_version=4)
    # away from this project's tsconfig.json
    place = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(notebook, kernel_name=KERNEL_NAME, timeout=60, resources=place).execute()
    assert outputs(notebook) == outputs(committed)
