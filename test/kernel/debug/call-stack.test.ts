import type { Debugger } from "node:inspector";
import { expect, test } from "vitest";
import { frameScopes, userFrames } from "../../../kernel/debug/call-stack.js";
import { createScripts } from "../../../kernel/debug/scripts.js";

type ScopeType = "block" | "catch" | "closure" | "global" | "local" | "module" | "script";

function callFrame(types: readonly ScopeType[], scriptId = "1", lineNumber = 1) {
  const scopeChain = types.map((type, index) => ({
    type,
    object: { type: "object", objectId: `${type}-${index}` },
  }));
  const location = { scriptId, lineNumber, columnNumber: 2 };
  return { functionName: "", location, scopeChain } as unknown as Debugger.CallFrame;
}

const scopes = (...types: ScopeType[]) =>
  frameScopes(callFrame(types)).map(({ name, objectIds }) => [name, ...objectIds].join(" "));

test("blocks of a function are its locals, blocks around it are closures", () => {
  expect(scopes("block", "local", "block", "closure", "script", "global")).toEqual([
    "Locals block-0 local-1",
    "Closure block-2 closure-3",
    "Globals",
  ]);
  expect(scopes("block", "script", "global")).toEqual(["Locals block-0", "Globals"]);
  expect(scopes("script", "global")).toEqual(["Globals"]);
});

test("frames of others are left out, and every stop numbers anew", () => {
  const scripts = createScripts();
  const run = { run: 1, label: "Cell [1]", url: "preplab-cell:1", source: "a\nb", map: null };
  scripts.ran({ ...run, code: "head\na\nb" });
  scripts.parsed({ scriptId: "7", url: "preplab-cell:1" });
  scripts.parsed({ scriptId: "8", url: "file:///home/me/local.ts?version=2" });
  let id = 0;
  const stack = [
    callFrame(["script"], "9"),
    callFrame(["local"], "7", 2),
    callFrame(["module"], "8", 4),
    callFrame(["script"], "7", 0),
  ];
  const frames = () => userFrames(stack, scripts, () => ++id);
  const shown = frames().map(({ name, source, line, column }) => [name, source.name, line, column]);
  expect(shown).toEqual([
    ["(anonymous)", "Cell [1]", 2, 3],
    ["local.ts", "local.ts", 5, 3],
  ]);
  expect(frames().map((frame) => frame.id)).toEqual([3, 4]);
});
