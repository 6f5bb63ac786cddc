"""jupyter_kernel_test 0.7.0, with every check."""

import jupyter_kernel_test

from running_kernel import KERNEL_NAME


class TestKernel(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL_NAME
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('oops')"
    completion_samples = [
        {"text": "Math.hyp", "matches": ["hypot"]},
        {"text": "[1, 2].flatM", "matches": ["flatMap"]},
        {"text": "const p = { lat: 1, long: 2 }; p.l", "matches": ["lat", "long"]},
        {"text": "layers.stringLo", "matches": ["stringLookup"]},
    ]
    complete_code_samples = [
        "1 + 1",
        "const f = (x: number): number => x * 2;",
        "/[(]/.test('(')",
        "interface Point { x: number }",
        "await Promise.resolve(1)",
        "`${1 + 1}`",
    ]
    incomplete_code_samples = [
        "function f() {",
        "const text = `first line",
        "[1, 2,",
        "if (true) {\n  1;",
        "/* a comment",
    ]
    invalid_code_samples = ["import = 7q", "let 1 = 2", "]", "function () ) {"]
    code_generate_error = "throw new Error('expected')"
    code_execute_result = [
        {"code": "1 + 1", "result": "2"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "await Promise.resolve([1, 2, 3])", "result": "[ 1, 2, 3 ]"},
        {"code": "tf.scalar(2)"},
    ]
    code_display_data = [
        {"code": "display('shown')", "mime": "text/plain"},
        {"code": "display({ 'text/html': '<b>shown</b>' }, { raw: true })", "mime": "text/html"},
    ]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.hypot"
    code_clear_output = "clearOutput()"

    code_page_something = "Math.hypot?"



class TestIopubWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = KERNEL_NAME
    support_iopub_welcome = True
