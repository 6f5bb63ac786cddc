"""The language of cells and their magics, through a real client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator

import pytest
from running_kernel import RunningKernel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def notebook(folder: Path) -> Iterator[RunningKernel]:
    kernel = RunningKernel(cwd=str(folder))
    yield kernel
    kernel.close()


def error_of(execution) -> str:
    content = execution.reply["content"]
    return f"{content.get('ename')}: {content.get('evalue')}"


def test_an_edited_file_is_imported_anew_with_its_types(folder: Path, notebook: RunningKernel):
    file = folder / "lib.ts"
    file.write_text("export const f = (n: number): number => n + 1;")
    assert notebook.run('import { f } from "./lib"; f(1)').result == "2"
    file.write_text("export const f = (text: string): string => text + '!';")
    assert "TS2345" in error_of(notebook.run('import { f } from "./lib"; f(1)'))
    assert notebook.run('import { f } from "./lib"; f("hi")').result == "'hi!'"


def test_the_nearest_tsconfig_holds_for_types_and_at_run_time(folder: Path):
    options = {"strict": False, "paths": {"@/*": ["./src/*"]}}
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options}))
    (folder / "src").mkdir()
    (folder / "src" / "one.ts").write_text("export const one = 1;")
    (folder / "notebooks").mkdir()
    kernel = RunningKernel(cwd=str(folder / "notebooks"))
    try:
        code = 'import { one } from "@/one"; const s: string = null as null; one'
        assert kernel.run(code).result == "1"
    finally:
        kernel.close()


def test_a_broken_tsconfig_is_said_once(folder: Path):
    (folder / "tsconfig.json").write_text('{ "compilerOptions": \n oops }')
    kernel = RunningKernel(cwd=str(folder))
    try:
        # it is read beside the first cells
        said = "".join(kernel.run("new Date() as unknown").stream("stderr") for _ in range(50))
        assert said.count("tsconfig.json is ignored: line 2 is not valid JSON") == 1
    finally:
        kernel.close()


def test_magics_print_before_the_result_and_their_errors_are_error_messages(
    notebook: RunningKernel,
):
    timed = notebook.run("%time 1 + 1")
    assert timed.kinds == ["stream", "execute_result"]
    assert "Wall time" in timed.stream()
    failed = notebook.run("!exit 3")
    assert failed.kinds == ["error"]
    assert error_of(failed) == "CommandFailed: exit code 3"
    assert error_of(notebook.run("%nosuch")).startswith("MagicError: there is no %nosuch. Known:")
    assert notebook.run("%typecheck off\nconst s: string = 1; s").result == "1"


def test_a_command_can_be_interrupted(notebook: RunningKernel):
    notebook.run("const kept = 1")
    msg_id = notebook.client.execute("!echo begun; sleep 1000")
    notebook.started_printing(msg_id, "begun")
    notebook.interrupt()
    assert notebook.shell_reply(msg_id)["content"]["ename"] == "Interrupted"
    assert notebook.run("kept").result == "1"


def test_a_package_added_by_a_magic_is_there_at_once(folder: Path, notebook: RunningKernel):
    package = folder / "made"
    package.mkdir()
    (package / "package.json").write_text(json.dumps({"name": "made", "version": "1.0.0"}))
    (package / "index.js").write_text("exports.answer = 42;")
    (folder / ".npmrc").write_text("offline=true\n")
    added = notebook.run("%npm add ./made", timeout=60)
    assert added.status == "ok"
    assert "$ npm install" in added.stream()
    assert notebook.run('import { answer } from "made"; answer').result == "42"


def test_magics_are_complete_and_completed(notebook: RunningKernel):
    msg_id = notebook.client.is_complete("%typecheck off")
    assert notebook.shell_reply(msg_id)["content"]["status"] == "complete"
    msg_id = notebook.client.complete("%ty", 3)
    content = notebook.shell_reply(msg_id)["content"]
    assert (content["matches"], content["cursor_start"]) == (["%typecheck"], 0)
    msg_id = notebook.client.complete("%time Mat", 9)
    assert "Math" in notebook.shell_reply(msg_id)["content"]["matches"]
