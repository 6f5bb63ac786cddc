"""Output arrives whole, in order, in the right cell and before the idle status."""

from __future__ import annotations

import pytest

from running_kernel import RunningKernel


def test_nothing_comes_after_idle(kernel: RunningKernel) -> None:
    noisy = kernel.client.execute("for (let i = 0; i < 5000; i++) console.log(i)")
    marker = kernel.client.execute("1")
    kernel.until_idle(noisy)
    late = []
    while True:
        message = kernel.iopub(20)
        late += [message] if message["parent_header"].get("msg_id") == noisy else []
        if message["parent_header"].get("msg_id") == marker and "idle" in str(message["content"]):
            break
    assert late == []
    kernel.shell_reply(marker)


def test_a_hundred_thousand_lines_all_arrive_in_few_messages(kernel: RunningKernel) -> None:
    execution = kernel.run("for (let i = 0; i < 100_000; i++) console.log(i)", timeout=60)
    assert execution.stream() == "".join(f"{number}\n" for number in range(100_000))
    assert len(execution.messages) < 2000


def test_a_line_of_twenty_megabytes_arrives(kernel: RunningKernel) -> None:
    execution = kernel.run("console.log('x'.repeat(20_000_000))", timeout=60)
    assert len(execution.stream()) == 20_000_001


def test_two_thousand_cells_each_reach_idle(kernel: RunningKernel) -> None:
    ids = [kernel.client.execute(f"{number}") for number in range(2000)]
    for msg_id in ids:
        kernel.until_idle(msg_id)
    assert kernel.shell_reply(ids[-1])["content"]["status"] == "ok"


def test_stdout_stderr_displays_and_the_result_keep_their_order(kernel: RunningKernel) -> None:
    code = "console.log('a'); display('b'); console.error('c'); display('d'); console.log('e'); 'f'"
    execution = kernel.run(code)
    assert execution.kinds == [
        "stream", "display_data", "stream", "display_data", "stream", "execute_result",
    ]  # fmt: skip
    assert (execution.stream(), execution.stream("stderr")) == ("a\ne\n", "c\n")


def test_output_of_child_processes_is_captured_in_their_cell(kernel: RunningKernel) -> None:
    code = """
    import { execSync } from 'node:child_process';
    execSync('echo from a child; echo and its stderr >&2', { stdio: 'inherit' });
    """
    execution = kernel.run(code)
    assert execution.stream() == "from a child\n"
    assert execution.stream("stderr") == "and its stderr\n"


def test_split_characters_and_carriage_returns_stay_intact(kernel: RunningKernel) -> None:
    code = """
    const bytes = new TextEncoder().encode('é😺');
    for (const byte of bytes) process.stdout.write(new Uint8Array([byte]));
    process.stdout.write('10%\\r20%\\r\\n');
    """
    assert kernel.run(code).stream() == "é😺10%\r20%\r\n"


def test_a_failing_cell_has_one_error_message_equal_to_its_reply(kernel: RunningKernel) -> None:
    execution = kernel.run("console.log('before'); throw new RangeError('too far')")
    assert execution.kinds == ["stream", "error"]
    error = execution.messages[-2]["content"]
    reply = execution.reply["content"]
    assert {key: reply[key] for key in ("ename", "evalue", "traceback")} == error
    assert (error["ename"], error["evalue"]) == ("RangeError", "too far")


def test_a_type_error_names_cell_line_and_column(kernel: RunningKernel) -> None:
    execution = kernel.run("const size: number = 1;\nconst name: string = size;")
    content = execution.reply["content"]
    count = content["execution_count"]
    assert content["status"] == "error"
    assert f"Cell [{count}]:2:7" in "\n".join(content["traceback"])
    assert "2322" in "\n".join(content["traceback"])


def test_a_syntax_error_is_an_error_message(kernel: RunningKernel) -> None:
    assert kernel.run("let = = 3").kinds == ["error"]


def test_an_uncaught_rejection_is_shown_and_survived(kernel: RunningKernel) -> None:
    kernel.run("void Promise.reject(new Error('nobody waits for me'))")
    kernel.run("setTimeout(() => { throw new Error('thrown by a timer') }, 1)")
    assert kernel.run("await new Promise((done) => setTimeout(done, 100)); 8").result == "8"


def test_giant_and_hostile_values_give_a_bounded_result(kernel: RunningKernel) -> None:
    values = [
        "'x'.repeat(50_000_000)",
        "new Float64Array(20_000_000)",
        "Array.from({ length: 1_000_000 }, (_, i) => i)",
        "Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => ['k' + i, i]))",
        "new Proxy({}, { get() { throw new Error('no') }, ownKeys() { throw new Error('no') } })",
        "({ get boom() { throw new Error('no') } })",
        "(() => { const loop: { self?: unknown } = {}; loop.self = loop; return loop })()",
    ]
    for value in values:
        execution = kernel.run(value, timeout=60)
        assert execution.status == "ok", value
        assert execution.result is not None and len(execution.result) < 200_000, value


HOSTILE = {
    "no console": "(globalThis as any).console = null",
    "no process": "(globalThis as any).process = undefined",
    "no Promise": "(globalThis as any).Promise = null",
    "no JSON": "delete (globalThis as any).JSON",
    "no timers": "delete (globalThis as any).setTimeout",
    "a polluted prototype": "(Object.prototype as any).x = { get() { throw new Error('no') } }",
    "another folder": "process.chdir('/')",
}


@pytest.mark.parametrize("code", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_cell_that_breaks_the_globals_does_not_break_the_kernel(
    own_kernel: RunningKernel, code: str
) -> None:
    own_kernel.run(code)
    assert own_kernel.run("2 + 3").result == "5"


CLEARING = {"clearOutput()": False, "clearOutput({ wait: true })": True, "console.clear()": False}


@pytest.mark.parametrize("code", CLEARING)
def test_output_is_cleared_in_order_with_streams_and_displays(
    kernel: RunningKernel, code: str
) -> None:
    execution = kernel.run(f"console.log('a'); display(tf.scalar(1)); {code}; console.log('b')")
    assert execution.kinds == ["stream", "display_data", "clear_output", "stream"]
    cleared = next(m for m in execution.messages if m["header"]["msg_type"] == "clear_output")
    assert cleared["content"] == {"wait": CLEARING[code]}


def test_a_display_of_an_earlier_cell_is_updated(kernel: RunningKernel) -> None:
    first = kernel.run("const view = display('one', { displayId: 'shared', metadata: { a: 1 } })")
    shown = next(m["content"] for m in first.messages if m["header"]["msg_type"] == "display_data")
    assert shown["transient"] == {"display_id": "shared"}
    assert shown["metadata"] == {"a": 1}
    for code in ("view.update('two')", "display('two', { displayId: 'shared', update: true })"):
        later = kernel.run(f"{code}; 0")
        assert later.kinds == ["update_display_data", "execute_result"]
        updated = next(m for m in later.messages if "update" in m["header"]["msg_type"])
        assert updated["content"]["transient"] == {"display_id": "shared"}
        assert updated["content"]["data"]["text/plain"] == "'two'"
