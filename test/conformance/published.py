"""Where the tables are published, each between two marks so that only the script writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from kernels import HERE, ROOT
from table import Results, details, summary

RESULTS = HERE / "results.json"
TABLES: dict[str, Callable[[Results], str]] = {
    "conformance summary": summary,
    "conformance details": details,
}
PAGES = [ROOT / "README.md", HERE / "README.md"]


def read_results() -> Results:
    results: Results = json.loads(RESULTS.read_text())
    return results


def with_tables(text: str, results: Results) -> str:
    """A page whose tables are those of the results; a page without marks stays as it is."""
    for name, table in TABLES.items():
        begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        block = f"{begin}\n{table(results)}\n{end}"
        text = pattern.sub(lambda _, block=block: block, text)
    return text


def publish(results: Results, pages: list[Path] = PAGES) -> list[Path]:
    """Writes the tables into the pages; returns those that changed."""
    changed = []
    for page in pages:
        before = page.read_text()
        after = with_tables(before, results)
        if after != before:
            page.write_text(after)
            changed.append(page)
    return changed
