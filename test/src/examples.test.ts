import { readdirSync, readFileSync } from "node:fs";
import { format } from "node:util";
import { transformSync } from "@swc/core";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ready } from "../../src/index.js";

const SOURCES = new URL("../../src/", import.meta.url);

interface Example {
  readonly name: string;
  readonly code: string;
}

function examplesIn(file: string): Example[] {
  const source = readFileSync(new URL(file, SOURCES), "utf8");
  return [
    ...source.matchAll(
      /\/\*\*(?:(?!\*\/)[\s\S])*?@example\n([\s\S]*?)\*\/\s*(?:export )?([^\n{=(]*)/g,
    ),
  ].map(([, body, declaration]) => ({
    name: `${file}: ${declaration!.trim()}`,
    code: body!.replace(/^\s*\* ?/gm, ""),
  }));
}

// comments that follow console.log and print() say what they print
function promised(code: string): string {
  const comments = [...code.matchAll(/(?:^|;|\)) ?\/\/ ?(.*)$/gm)].map(([, comment]) => comment!);
  return squeeze(comments.join("\n"));
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function toScript(code: string): string {
  const { code: plain } = transformSync(
    code
      .replace(/import (\{.*\}) from "preplab";/g, "const $1 = preplab;")
      .replace(/, type \w+/g, ""),
    {
      jsc: { parser: { syntax: "typescript" }, target: "es2022" },
      isModule: true,
    },
  );
  return `return (async () => { ${plain} })();`;
}

const examples = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .sort()
  .flatMap(examplesIn);

beforeAll(ready);
afterEach(() => {
  vi.restoreAllMocks();
});

describe("documented examples", () => {
  it("are many", () => {
    expect(examples.length).toBeGreaterThanOrEqual(12);
  });

  it.each(examples)("print what they say: $name", async ({ code }) => {
    // names are numbered anew in each example, as in a new process
    vi.resetModules();
    const preplab: unknown = await import("../../src/index.js");
    const printed: string[] = [];
    vi.spyOn(console, "log").mockImplementation((...args) => {
      printed.push(format(...args));
    });
    await (new Function("preplab", toScript(code)) as (library: unknown) => Promise<void>)(preplab);
    expect(squeeze(printed.join("\n"))).toBe(promised(code));
    expect(printed.length).toBeGreaterThan(0);
  });
});
