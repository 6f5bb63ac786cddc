from __future__ import annotations

from typing import Iterator

import nbformat
import pytest

import gallery
from running_kernel import RunningKernel


@pytest.fixture(scope="module")
def kernel() -> Iterator[RunningKernel]:
    """One kernel for all tests of a file."""
    running = RunningKernel()
    yield running
    running.close()


@pytest.fixture
def own_kernel() -> Iterator[RunningKernel]:
    """A kernel for one test, for those that end it."""
    running = RunningKernel()
    yield running
    running.close()


@pytest.fixture(scope="session")
def fresh_gallery() -> dict[str, nbformat.NotebookNode]:
    """The code cells of a new run of the gallery, by their ids."""
    notebook = gallery.run()
    nbformat.validate(notebook)
    return {cell.id: cell for cell in gallery.code_cells(notebook)}
