from __future__ import annotations

from typing import Iterator

import pytest

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
