"""jupyter_kernel_test 0.7.0, check by check."""

from __future__ import annotations

import unittest
from typing import TYPE_CHECKING, Any

import jupyter_kernel_test
from jupyter_client.manager import KernelManager

from check import Body, Group, NotOffered

if TYPE_CHECKING:
    from kernel_under_test import KernelUnderTest

GROUP = Group("jupyter_kernel_test")


def attributes(kernel: KernelUnderTest) -> dict[str, Any]:
    def code(name: str) -> Any:
        return kernel.snippets.get(name) or ""

    html = code("display_html")
    return {
        "language_name": code("language_name"),
        "file_extension": code("file_extension"),
        "code_hello_world": code("hello"),
        "code_stderr": code("stderr"),
        "completion_samples": code("completions"),
        "complete_code_samples": code("complete"),
        "incomplete_code_samples": code("incomplete"),
        "invalid_code_samples": code("invalid"),
        "code_page_something": code("pager"),
        "code_generate_error": code("raise"),
        "code_execute_result": code("results"),
        "code_display_data": [{"code": html, "mime": "text/html"}] if html else [],
        "code_history_pattern": "1?+?1",
        "supported_history_operations": ("tail", "range", "search"),
        "code_inspect_sample": code("inspect"),
        "code_clear_output": code("clear_output"),
        "support_iopub_welcome": True,
    }


def run(kernel: KernelUnderTest, case_class: type[unittest.TestCase], method: str) -> None:
    members = {**attributes(kernel), "kc": kernel.client, "km": kernel.manager}
    case = type(case_class.__name__, (case_class,), members)(method)
    outcome = unittest.TestResult()
    case.run(outcome)
    troubles = [*outcome.failures, *outcome.errors]
    if troubles:
        raise AssertionError(troubles[0][1].strip().splitlines()[-1])
    if outcome.skipped:
        raise NotOffered(outcome.skipped[0][1])


def body(method: str) -> Body:
    return lambda kernel: run(kernel, jupyter_kernel_test.KernelTests, method)


METHODS = [name for name in dir(jupyter_kernel_test.KernelTests) if name.startswith("test_")]
for method in METHODS:
    GROUP.check(method, timeout=20, is_fresh=method == "test_history")(body(method))


@GROUP.check("test_recv_iopub_welcome_msg", timeout=20)
def recv_iopub_welcome(kernel: KernelUnderTest) -> None:
    message = first_message(kernel)
    assert message["header"]["msg_type"] == "iopub_welcome", message["header"]["msg_type"]
    assert message["content"]["subscription"] == ""


def first_message(kernel: KernelUnderTest) -> dict[str, Any]:
    """What the first client of another kernel hears first, as `IopubWelcomeTests` asks without a limit."""
    manager = KernelManager(kernel_name=kernel.kernel.name)
    manager.start_kernel()
    client = manager.client()
    try:
        client.start_channels()
        message: dict[str, Any] = client.get_iopub_msg(timeout=8)
        return message
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
