import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningCells, startRunningCells } from "../running-cells.js";

let cells: RunningCells;
beforeAll(() => {
  cells = startRunningCells();
});
afterAll(() => cells.dispose());

describe("%typecheck", () => {
  const wrong = "const s: string = 1; s";

  test("above code holds for that cell only", async () => {
    expect(await cells.run(`%typecheck off\n${wrong}`)).toMatchObject({ result: "1", stderr: "" });
    const warned = await cells.run(`%typecheck warn\n${wrong}`);
    expect(warned.result).toBe("1");
    expect(warned.stderr).toMatch(/TS2322.*\n {4}at Cell \[\d+\]:2:7\n/);
    expect((await cells.run(wrong)).error).toContain("TS2322");
  });

  test("alone holds from then on, and says so", async () => {
    expect((await cells.run("%typecheck off")).stdout).toBe("type check: off\n");
    expect((await cells.run(wrong)).result).toBe("1");
    expect((await cells.run("%typecheck error")).stdout).toBe("type check: error\n");
    expect((await cells.run("%typecheck")).stdout).toBe("type check: error\n");
    expect((await cells.run(wrong)).error).toContain("TS2322");
  });

  test("knows three modes", async () => {
    expect((await cells.run("%typecheck on")).error).toBe(
      "MagicError: %typecheck: the mode must be error, warn or off. Received: on",
    );
  });
});

describe("positions below a magic", () => {
  test("of type errors and syntax errors are the cell's", async () => {
    const { traceback } = await cells.run("%typecheck error\n\nconst s: string = 1");
    expect(traceback).toContain(":3:7\n");
    expect(traceback).toContain("  1 | %typecheck error\n");
    expect((await cells.run("%pwd\nconst = 1")).traceback).toContain(":2:7\n");
  });

  test("of errors while running are the cell's", async () => {
    const { traceback } = await cells.run('%time throw new Error("x")');
    expect(traceback).toMatch(/at Cell \[\d+\]:1:13/);
  });
});

describe("%time", () => {
  test("prints the times before the result", async () => {
    const { stdout, result } = await cells.run("%time 1 + 1");
    expect(result).toBe("2");
    expect(stdout).toMatch(/^CPU times: user .+, sys .+, total .+\nWall time: .+\n$/);
  });

  test("times all of a cell, also with %%", async () => {
    const { stdout, result } = await cells.run(
      "%%time\nconst end = performance.now() + 20; while (performance.now() < end);\n'done'",
    );
    expect(result).toBe("'done'");
    const wall = /Wall time: ([\d.]+) ms/.exec(stdout)?.[1];
    expect(Number(wall)).toBeGreaterThanOrEqual(20);
  });

  test("tells the times of a cell that failed too", async () => {
    const { stdout, error } = await cells.run("%time null!.x");
    expect(error).toContain("TypeScriptError");
    expect(stdout).toBe("");
    const thrown = await cells.run("%time throw 1");
    expect(thrown.error).toBe("Thrown: 1");
    expect(thrown.stdout).toContain("Wall time");
  });
});

test("%reset forgets variables and their types, and goes on", async () => {
  await cells.run("let forgotten = 1; globalThis.alsoForgotten = 2;");
  expect((await cells.run("%reset")).stdout).toBe("all variables are gone\n");
  expect((await cells.run("forgotten")).error).toContain("TS2304");
  expect((await cells.run("%reset\ntypeof globalThis.alsoForgotten")).result).toBe("'undefined'");
  expect((await cells.run("const forgotten = 'new'; forgotten")).result).toBe("'new'");
});

describe("%env", () => {
  test("sets, gets and lists variables, secrets hidden", async () => {
    expect((await cells.run("%env PL_NAME=a b")).stdout).toBe("env: PL_NAME=a b\n");
    expect((await cells.run("%env PL_NAME")).result).toBe("'a b'");
    expect((await cells.run("process.env.PL_NAME")).result).toBe("'a b'");
    await cells.run("%env PL_API_KEY=1234");
    const all = (await cells.run("%env")).result;
    expect(all).toContain("PL_NAME: 'a b'");
    expect(all).toContain("PL_API_KEY: '<hidden>'");
  });

  test("says how it is written", async () => {
    expect((await cells.run("%env 1=2")).error).toBe(
      "MagicError: %env: must be NAME or NAME=value. Received: 1=2",
    );
  });
});

test("%load_env sets what a file sets, and leaves what is set already", async () => {
  writeFileSync(join(cells.folder, ".env"), 'PL_ONE=1\n# no\nPL_TWO="2 3"\nPL_SET=file\n');
  writeFileSync(join(cells.folder, "other.env"), "PL_THREE=3\n");
  await cells.run("%env PL_SET=before");
  expect((await cells.run("%load_env")).result).toBe(
    "'from .env: PL_ONE, PL_TWO; set already: PL_SET'",
  );
  expect(
    (
      await cells.run(
        "%load_env other.env\nconst { PL_TWO, PL_THREE, PL_SET } = process.env; [PL_TWO, PL_THREE, PL_SET]",
      )
    ).result,
  ).toBe("[ '2 3', '3', 'before' ]");
  expect((await cells.run("%load_env none.env")).error).toContain("ENOENT");
});

test("%cd and %pwd move where files are read from, not where imports are found", async () => {
  const folder = realpathSync(cells.folder);
  mkdirSync(join(folder, "sub dir"));
  writeFileSync(join(folder, "here.ts"), "export const here = 'notebook';");
  expect((await cells.run("%pwd")).result).toBe(`'${folder}'`);
  expect((await cells.run("%cd sub dir")).result).toBe(`'${join(folder, "sub dir")}'`);
  expect((await cells.run('import { here } from "./here.ts"; here')).result).toBe("'notebook'");
  expect((await cells.run("%cd")).result).toBe(`'${homedir()}'`);
  expect((await cells.run(`%cd "${folder}"`)).result).toBe(`'${folder}'`);
  expect((await cells.run("%cd no-such-folder")).error).toContain("ENOENT");
});

test("%who and %whos list names with their types", async () => {
  await cells.run("%reset");
  expect((await cells.run("%who")).stdout).toBe("no cell declared anything yet\n");
  await cells.run("let n = 1; function twice(a: number) { return 2 * a } class Box {}");
  await cells.run('import { join } from "node:path"; n = 2');
  expect((await cells.run("%who")).stdout).toBe("Box  join  n  twice\n");
  const rows = (await cells.run("%whos")).stdout.split("\n");
  expect(rows[0]).toBe("Box    class Box");
  expect(rows[2]).toBe("n      number");
  expect(rows[3]).toBe("twice  function twice(a: number): number");
});

describe("commands", () => {
  test("print as they run, in the notebook's folder", async () => {
    const { stdout, stderr, error } = await cells.run("!echo one; echo two >&2; pwd");
    expect(error).toBeUndefined();
    expect(stdout).toBe(`one\n${realpathSync(cells.folder)}\n`);
    expect(stderr).toBe("two\n");
  });

  test("see variables that %env and cells set", async () => {
    await cells.run("process.env.PL_CELL = 'cell'");
    expect((await cells.run('%env PL_ENV=env\n!echo "$PL_CELL $PL_ENV"')).stdout).toBe(
      "env: PL_ENV=env\ncell env\n",
    );
  });

  test("that fail are errors, and nothing below them runs", async () => {
    expect(await cells.run("!exit 3\nconsole.log('not reached')")).toMatchObject({
      error: "CommandFailed: exit code 3",
      stdout: "",
    });
  });

  test("of several lines are scripts of bash", async () => {
    const { stdout } = await cells.run(
      '%%bash\nfor i in 1 2; do\n  echo "$i%"\ndone\n[[ a == a ]]',
    );
    expect(stdout).toBe("1%\n2%\n");
    expect((await cells.run("%%bash\nfalse")).error).toBe("CommandFailed: exit code 1");
  });

  test("can be stopped, and the session goes on", async () => {
    await cells.run("const kept = 1");
    const stopped = await cells.runAndStop("!echo begun; sleep 1000; echo never", "begun");
    expect(stopped.error).toMatch(/^Interrupted/);
    expect((await cells.run("!echo after")).stdout).toBe("after\n");
    expect((await cells.run("kept")).result).toBe("1");
  });

  test("are told from negations", async () => {
    await cells.run("const done = false");
    expect((await cells.run("!done")).result).toBe("true");
    expect((await cells.run("!!done")).result).toBe("false");
  });
});

test("an unknown magic is answered with the known ones", async () => {
  expect((await cells.run("%matplotlib inline")).error).toMatch(
    /^MagicError: there is no %matplotlib\. Known: %typecheck, %time, .*%%bash/,
  );
});

test.each(["%lsmagic", "%help"])("%s explains every magic", async (magic) => {
  const { stdout } = await cells.run(magic);
  expect(stdout).toMatch(/^%typecheck error\|warn\|off +whether type errors/);
  expect(stdout).toMatch(/\n!command +runs a line/);
});
