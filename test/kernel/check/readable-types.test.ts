import { expect, test } from "vitest";
import { readableTypes } from "../../../kernel/check/readable-types.js";

test.each([
  [
    "type 'typeof import(\"/a/node_modules/@tensorflow/tfjs/dist/index\")'",
    "type 'typeof import(\"@tensorflow/tfjs\")'",
  ],
  ['module "../node_modules/@tensorflow/tfjs/dist"', 'module "@tensorflow/tfjs"'],
  ['import("/home/x/.preplab-cell-3").Point', "Point"],
  ["typeof __preplab.n$12", "typeof n"],
  ["user$1 stays", "user$1 stays"],
])("%s reads %s", (text, expected) => expect(readableTypes(text)).toBe(expected));
