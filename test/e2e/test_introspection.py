"""Completion and inspection: by type, by what values hold, and at any time."""

from __future__ import annotations

from typing import Any

import pytest

from running_kernel import RunningKernel

SETUP = """
let parsed = JSON.parse('{"rows": 3, "two words": 1}');
const scores: Record<string, number> = { ada: 1 };
const seats = new Map([["front", 1]]);
let touched = 0;
const careful = { get secret() { touched++; return 1 } };
/** Half of it. @param x what to halve @returns a number */
function halve(x: number): number { return x / 2 }
undefined
"""

QUESTIONS: list[tuple[str, dict[str, Any], str]] = [
    ("complete", {"code": "hal", "cursor_pos": 3}, "matches"),
    ("inspect", {"code": "halve", "cursor_pos": 5, "detail_level": 1}, "data"),
    ("is_complete", {"code": "1 +"}, "indent"),
    ("history", {"hist_access_type": "tail", "n": 1, "output": False, "raw": True}, "history"),
    ("comm_info", {}, "comms"),
    ("kernel_info", {}, "protocol_version"),
]

BUSY = {
    "a loop spins": ("console.log('begun'); while (true) {}", True),
    "an await is pending": ("console.log('begun'); await new Promise(() => {})", True),
    "native code runs": (
        "const { pbkdf2Sync } = await import('node:crypto');"
        " console.log('begun'); pbkdf2Sync('a', 'b', 4e6, 64, 'sha512'); undefined",
        False,
    ),
}


def matches(kernel: RunningKernel, code: str) -> list[str]:
    return kernel.shell_reply(kernel.client.complete(code))["content"]["matches"]


@pytest.mark.parametrize("busy", BUSY, ids=str)
def test_every_question_is_answered_while(kernel: RunningKernel, busy: str) -> None:
    kernel.run(SETUP)
    code, is_endless = BUSY[busy]
    execution = kernel.client.execute(code)
    kernel.started_printing(execution, "begun")
    for kind, content, key in QUESTIONS:
        question = kernel.request("shell", f"{kind}_request", content)
        # replies come in the order they are sent: the cell's would be met first
        reply = kernel.client.get_shell_msg(timeout=20)
        assert reply["parent_header"]["msg_id"] == question
        assert reply["header"]["msg_type"] == f"{kind}_reply"
        assert key in reply["content"]
    if is_endless:
        assert matches(kernel, "parsed.") == ["rows"]
        kernel.interrupt()
    kernel.shell_reply(execution)
    kernel.until_idle(execution)
    assert kernel.run("parsed.rows").result == "3"


def test_completion_offers_what_values_hold(kernel: RunningKernel) -> None:
    kernel.run(SETUP)
    assert matches(kernel, "parsed.") == ["rows"]
    assert matches(kernel, 'parsed["') == ["rows", "two words"]
    assert matches(kernel, "scores.") == ["ada"]
    assert matches(kernel, 'seats.get("') == ["front"]
    assert matches(kernel, "careful.") == ["secret"]
    assert kernel.run("touched").result == "0"


def test_completion_offers_columns_of_a_data_frame(kernel: RunningKernel) -> None:
    kernel.run(
        "const frame: any = { $columns: ['price', 'unit count'], column(name: string) {} }; undefined"
    )
    assert matches(kernel, 'frame.column("') == ["price", "unit count"]
    assert matches(kernel, 'frame["un') == ["unit count"]


def test_completions_carry_range_type_and_signature(kernel: RunningKernel) -> None:
    kernel.run(SETUP)
    code = "'😺'; parsed.ro"
    content = kernel.shell_reply(kernel.client.complete(code, len(code)))["content"]
    assert content["metadata"]["_jupyter_types_experimental"] == [
        {
            "start": len(code) - 2,
            "end": len(code),
            "text": "rows",
            "type": "property",
            "signature": "rows: number = 3",
        }
    ]


@pytest.mark.parametrize("code", ["'😺'\r\n'𝒳'; Math.hyp", "/* 👩‍👩‍👧 */ Math.hyp"])
def test_cursors_count_code_points_behind_any_character(kernel: RunningKernel, code: str) -> None:
    content = kernel.shell_reply(kernel.client.complete(code + " ", len(code)))["content"]
    assert content["matches"] == ["hypot"]
    assert (content["cursor_start"], content["cursor_end"]) == (len(code) - 3, len(code))
    data = kernel.shell_reply(kernel.client.inspect(code + "ot", len(code)))["content"]["data"]
    assert "Math.hypot" in data["text/plain"]


def test_inspection_comes_as_text_markdown_and_html(kernel: RunningKernel) -> None:
    kernel.run(SETUP)
    data = kernel.shell_reply(kernel.client.inspect("halve", 5))["content"]["data"]
    assert data["text/plain"].startswith("function halve(x: number): number\n\nHalf of it.")
    assert "**Parameters**\n\n- `x` — what to halve" in data["text/markdown"]
    assert "<li><code>x</code> — what to halve</li>" in data["text/html"]
    assert "return x / 2" not in data["text/plain"]


def test_inspection_in_detail_shows_source_or_value(kernel: RunningKernel) -> None:
    kernel.run(SETUP)

    def detail(code: str) -> str:
        reply = kernel.shell_reply(kernel.client.inspect(code, len(code), detail_level=1))
        return reply["content"]["data"]["text/plain"]

    assert "return x / 2" in detail("halve")
    assert '{ rows: 3, "two words": 1 }' in detail("parsed")


def test_inspection_inside_of_a_call_shows_its_parameters(kernel: RunningKernel) -> None:
    kernel.run(SETUP)
    data = kernel.shell_reply(kernel.client.inspect("halve(", 6))["content"]["data"]
    assert "halve(<strong>x: number</strong>): number" in data["text/html"]
    assert "what to halve" in data["text/plain"]


def test_a_cell_runs_after_the_language_server_was_killed(own_kernel: RunningKernel) -> None:
    own_kernel.run("const before = 1; console.log(before)")
    servers = [p for p in own_kernel.processes() if "--lsp" in p.cmdline()]
    assert len(servers) == 1
    servers[0].kill()
    refused = own_kernel.run("before.missing")
    assert refused.reply["content"]["evalue"].startswith("TS2339")
    assert matches(own_kernel, "befo") == ["before"]
    assert own_kernel.run("before").result == "1"
