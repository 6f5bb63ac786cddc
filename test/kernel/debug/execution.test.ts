import type { Debugger } from "node:inspector";
import { beforeEach, expect, test } from "vitest";
import { createExecution, type Execution } from "../../../kernel/debug/execution.js";
import { createScripts } from "../../../kernel/debug/scripts.js";

let sent: string[];
let told: string[];
let execution: Execution;

beforeEach(() => {
  sent = [];
  told = [];
  const scripts = createScripts();
  const run = { run: 1, label: "Cell [1]", url: "cell", source: "one\ntwo", map: null };
  scripts.ran({ ...run, code: "head\none\ntwo" });
  scripts.parsed({ scriptId: "1", url: "cell" });
  const target = {
    observe: () => {},
    post: async (method: string) => {
      sent.push(method.replace("Debugger.", ""));
      return {};
    },
    detach: () => {},
    compile: async (code: string) => code,
    recentScripts: () => [],
    declaredNames: () => [],
    isRunning: true,
  };
  execution = createExecution(target, scripts, {
    stopped: ({ reason, frames }) => told.push(`${reason} at ${frames[0]?.line}`),
    continued: () => told.push("continued"),
  });
});

/** `"cell:2"` is line 2 of the cell, `"node"` anything that is not the user's */
function pause(stack: string, given: Partial<Debugger.PausedEventDataType> = {}) {
  const callFrames = stack.split(" < ").map((place) => {
    const [script, line = "0"] = place.split(":");
    const location = { scriptId: script === "cell" ? "1" : "2", lineNumber: Number(line) };
    return { functionName: "", location, scopeChain: [] };
  });
  execution.paused({ reason: "other", callFrames, ...given } as Debugger.PausedEventDataType);
}

test("what nobody asked for is a breakpoint or a debugger statement", () => {
  pause("cell:1 < node");
  execution.resumed();
  expect(told).toEqual(["breakpoint at 1", "continued"]);
});

test("the end of a stop is told once, before code goes on", async () => {
  pause("cell:1");
  const stepping = execution.step("stepOver");
  expect([told.at(-1), execution.stop]).toEqual(["continued", undefined]);
  await stepping;
  execution.resumed();
  pause("cell:2", { reason: "step" } as never);
  expect([sent, told]).toEqual([["stepOver"], ["breakpoint at 1", "continued", "step at 2"]]);
});

test("a step into foreign code comes out of it and tries again on the same line", async () => {
  pause("cell:1");
  await execution.step("stepInto");
  pause("node < cell:1");
  pause("node < node < cell:1");
  pause("cell:1");
  pause("cell:2");
  expect(sent).toEqual(["stepInto", "stepOut", "stepOut", "stepInto"]);
  expect(told.at(-1)).toBe("step at 2");
});

test("a step off the end of a cell ends the stepping", async () => {
  pause("cell:2 < node");
  await execution.step("stepOver");
  pause("cell:3 < node");
  expect(sent).toEqual(["stepOver", "resume"]);
  pause("cell:1");
  expect(told.at(-1)).toBe("breakpoint at 1");
});

test("a pause goes on through foreign code until there is some of the user's", async () => {
  await execution.pause();
  pause("node");
  pause("node < node");
  pause("cell:1 < node");
  expect(sent).toEqual(["pause", "stepInto", "stepInto"]);
  expect(told).toEqual(["pause at 1"]);
});
