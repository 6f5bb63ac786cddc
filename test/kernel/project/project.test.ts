import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { installedSpecifier, parseNpmSpecifier } from "../../../kernel/project/npm-specifier.js";
import { readProject } from "../../../kernel/project/project.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-project-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("the nearest file is read, with what it extends", () => {
  writeFileSync(
    join(folder, "base.json"),
    '{ "compilerOptions": { "strict": false, "jsx": "react" } }',
  );
  writeFileSync(
    join(folder, "tsconfig.json"),
    '\uFEFF{ // ours\n  "extends": "./base.json", "compilerOptions": { "jsx": "preserve", "paths": { "@/*": ["./a/*"] }, } }',
  );
  mkdirSync(join(folder, "x/y"), { recursive: true });
  const project = readProject(join(folder, "x/y"));
  expect(project).toMatchObject({ file: join(folder, "tsconfig.json"), problem: undefined });
  expect(project.options).toMatchObject({ strict: false, jsx: "preserve" });
  expect(project.aliases("@/b")).toEqual([join(folder, "a/b")]);
  expect(project.aliases("b")).toEqual([]);
  expect(project.paths).toEqual({ "@/*": [join(folder, "a/*")] });
});

test.each([
  ['{ "compilerOptions": {', "line 1 is not valid JSON"],
  ['{\n "a": oops\n}', "line 2 is not valid JSON"],
  ['{\n\n "a": f()\n}', "line 3 is not valid JSON"],
  ["", "line 1 is not valid JSON"],
  ['{ "extends": "./nope" }', "File './nope' not found."],
  [
    '{ "compilerOptions": { "paths": { "**": ["a"] } } }',
    "Pattern '**' can have at most one '*' character.",
  ],
])("a file of %j is ignored, with the reason", (text, reason) => {
  const file = join(folder, "tsconfig.json");
  writeFileSync(file, text);
  expect(readProject(folder)).toMatchObject({
    file: undefined,
    options: {},
    problem: `${file} is ignored: ${reason}`,
  });
});

test.each([
  ["npm:a", { name: "a", range: undefined, subpath: "" }],
  ["npm:a@1", { name: "a", range: "1", subpath: "" }],
  ["npm:/a@^1.2/b/c.js", { name: "a", range: "^1.2", subpath: "/b/c.js" }],
  ["npm:@s/a@next/b", { name: "@s/a", range: "next", subpath: "/b" }],
  ["npm:@s/a/b", { name: "@s/a", range: undefined, subpath: "/b" }],
  ["npm:", undefined],
  ["npm:@s", undefined],
])("%s is taken apart", (specifier, parts) => {
  expect(parseNpmSpecifier(specifier)).toEqual(parts);
});

test("a package is looked for upward", () => {
  mkdirSync(join(folder, "node_modules/a"), { recursive: true });
  writeFileSync(join(folder, "node_modules/a/package.json"), '{ "version": "2.0.0-beta.1" }');
  mkdirSync(join(folder, "deep/er"), { recursive: true });
  expect(installedSpecifier("npm:a@>=2.0.0-0/x", join(folder, "deep/er"))).toEqual({
    specifier: "a/x",
  });
});
