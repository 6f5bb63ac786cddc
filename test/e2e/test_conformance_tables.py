"""The published tables are what the script makes of its results, and nobody's typing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

CONFORMANCE = Path(__file__).parents[1] / "conformance"
sys.path.insert(0, str(CONFORMANCE))

import published  # noqa: E402


@pytest.mark.parametrize("page", published.PAGES, ids=["README", "conformance"])
def test_a_page_has_the_tables_that_the_results_make(page: Path) -> None:
    text = page.read_text()
    assert published.with_tables(text, published.read_results()) == text


def test_every_check_is_in_the_table_and_every_row_is_a_check() -> None:
    from checks import CHECKS

    names = {(check.group, check.name) for check in CHECKS}
    assert len(names) == len(CHECKS)
    for kernel in published.read_results()["kernels"].values():
        rows = {(group, name) for group, checks in kernel["checks"].items() for name in checks}
        assert rows == names


def test_a_typed_verdict_is_noticed() -> None:
    page = published.PAGES[-1].read_text()
    typed = page.replace("✗ |", "✓ |")
    assert typed != page
    assert published.with_tables(typed, published.read_results()) == page
