import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  formatNotebook,
  parseNotebook,
  readNotebook,
  writeNotebook,
} from "../../../kernel/client/notebook.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "preplab-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

// as nbformat 5.10 writes it
const TEXT = `{
 "cells": [
  {
   "cell_type": "markdown",
   "id": "intro",
   "metadata": {},
   "source": [
    "# Title\\n",
    "naïve 🦆"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "code-1",
   "metadata": {
    "tags": [
     "raises-exception"
    ]
   },
   "outputs": [
    {
     "name": "stdout",
     "output_type": "stream",
     "text": [
      "a\\n",
      "b\\n"
     ]
    },
    {
     "data": {
      "application/json": {
       "a": "x\\ny"
      },
      "text/plain": [
       "2"
      ]
     },
     "execution_count": 1,
     "metadata": {},
     "output_type": "execute_result"
    },
    {
     "ename": "Error",
     "evalue": "e",
     "output_type": "error",
     "traceback": [
      "line\\nline"
     ]
    }
   ],
   "source": []
  }
 ],
 "metadata": {
  "kernelspec": {
   "display_name": "TypeScript (preplab)",
   "language": "typescript",
   "name": "preplab"
  },
  "unknown": 1
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

it("brings a notebook through unchanged, byte for byte", () => {
  expect(formatNotebook(parseNotebook(TEXT))).toBe(TEXT);
});

it("joins lines in memory", () => {
  const [prose, code] = parseNotebook(TEXT).cells;
  expect(prose?.source).toBe("# Title\nnaïve 🦆");
  expect(code).toMatchObject({
    outputs: [{ text: "a\nb\n" }, { data: { "text/plain": "2" } }, {}],
  });
});

it("leaves no temporary file behind", () => {
  const path = join(folder, "a.ipynb");
  writeNotebook(path, parseNotebook(TEXT));
  expect(readFileSync(path, "utf8")).toBe(TEXT);
  expect(readdirSync(folder)).toEqual(["a.ipynb"]);
  const lost = join(folder, "missing", "a.ipynb");
  expect(() => writeNotebook(lost, parseNotebook(TEXT))).toThrow(`cannot write ${lost}`);
});

it.each([
  ["{", "not valid JSON"],
  ["[]", "must hold a JSON object"],
  ['{"nbformat":3,"worksheets":[]}', "nbformat must be 4. Received: 3"],
  ['{"nbformat":4}', "nbformat_minor must be a number. Received: nothing"],
  ['{"nbformat":4,"nbformat_minor":5,"cells":{}}', "cells must be an array. Received: {}"],
  [
    cell('{"cell_type":"code","source":1}'),
    "cell 1: source must be text or a list of lines. Received: 1",
  ],
  [
    cell('{"cell_type":"sql","source":""}'),
    'cell 1: cell_type must be code, markdown or raw. Received: "sql"',
  ],
  [cell("null"), "cell 1 must be an object. Received: null"],
  [
    cell('{"cell_type":"code","source":"","outputs":[{"output_type":"x"}]}'),
    'cell 1: output_type must be a kind of output. Received: "x"',
  ],
])("refuses %s", (text, message) => {
  expect(() => parseNotebook(text)).toThrow(message);
});

it("names the file in the complaint", () => {
  const path = join(folder, "broken.ipynb");
  writeFileSync(path, "{");
  expect(() => readNotebook(path)).toThrow(`notebook ${path}: not valid JSON`);
  expect(() => readNotebook("/nowhere.ipynb")).toThrow(
    "cannot read notebook /nowhere.ipynb: no such file",
  );
  expect(() => readNotebook(folder)).toThrow(`cannot read notebook ${folder}: it is a folder`);
});

function cell(text: string): string {
  return `{"nbformat":4,"nbformat_minor":5,"cells":[${text}]}`;
}
