"""Of what a cell shows, every front end picks something that it can draw.

front-end-orders.json says in which order each looks at the MIME types of an output.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path

import nbformat
import pytest

import gallery

ORDERS = json.loads((Path(__file__).parent / "front-end-orders.json").read_text())
CELLS = [cell.id for cell in gallery.code_cells(gallery.read())]
TEXT_LINES = 24
MEBIBYTE = 2**20


def chosen(front_end: str, mimes: list[str], trusted: bool) -> str:
    """What the front end takes from an output, drawable or not."""
    rules = ORDERS[front_end]
    mimes = [mime for mime in mimes if trusted or mime not in rules["onlyTrusted"]]
    if rules["skipsUnknown"]:
        mimes = [mime for mime in mimes if mime in rules["draws"]]

    def rank(mime: str) -> int:
        places = [place for place, kind in enumerate(rules["order"]) if fnmatchcase(mime, kind)]
        return places[0] if places else len(rules["order"])

    return min(mimes, key=rank)


@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "untrusted"])
@pytest.mark.parametrize("front_end", ORDERS)
@pytest.mark.parametrize("cell", CELLS)
def test_what_a_front_end_picks_it_can_draw(
    fresh_gallery: dict[str, nbformat.NotebookNode], cell: str, front_end: str, trusted: bool
) -> None:
    for data in gallery.bundles(fresh_gallery[cell]):
        pick = chosen(front_end, list(data), trusted)
        assert pick in ORDERS[front_end]["draws"]
        if "text/html" in data:
            assert pick == "text/html"


@pytest.mark.parametrize("cell", CELLS)
def test_an_output_has_a_short_text_and_one_richer_form_at_most(
    fresh_gallery: dict[str, nbformat.NotebookNode], cell: str
) -> None:
    for data in gallery.bundles(fresh_gallery[cell]):
        assert len(set(data) - {"text/plain"}) <= 1
        assert 1 <= len(data["text/plain"].splitlines()) <= TEXT_LINES
        assert data["text/plain"].strip() != ""
        assert len(json.dumps(data, ensure_ascii=False).encode()) <= MEBIBYTE


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_shows_something(
    fresh_gallery: dict[str, nbformat.NotebookNode], cell: str
) -> None:
    assert fresh_gallery[cell].outputs != []
    may_fail = "raises-exception" in fresh_gallery[cell].metadata.get("tags", [])
    kinds = {output.output_type for output in fresh_gallery[cell].outputs}
    assert ("error" in kinds) == may_fail


@pytest.mark.parametrize(
    ("front_end", "data", "trusted", "pick"),
    [
        ("VS Code", ["text/html", "application/vnd.dataresource+json"], True, "application/vnd.dataresource+json"),
        ("VS Code", ["image/svg+xml", "image/png", "text/plain"], True, "image/png"),
        ("JupyterLab", ["image/svg+xml", "image/png", "text/plain"], True, "image/svg+xml"),
        ("JupyterLab", ["image/svg+xml", "image/png", "text/plain"], False, "image/png"),
        ("JupyterLab", ["application/vnd.plotly.v1+json", "text/plain"], True, "text/plain"),
    ],
)
def test_the_rules_pick_what_the_front_ends_are_known_to(
    front_end: str, data: list[str], trusted: bool, pick: str
) -> None:
    assert chosen(front_end, data, trusted) == pick
