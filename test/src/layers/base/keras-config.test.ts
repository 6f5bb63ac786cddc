import { expect, it } from "vitest";
import { protect, unprotect } from "../../../../src/layers/base/config-text.js";
import { readKerasConfig } from "../../../../src/layers/base/keras-config.js";

it("reads snake_case names, dtype policies and strings that were put away", () => {
  expect(
    readKerasConfig({
      fill_mode: "reflect",
      data_format: null,
      dtype: { module: "keras", class_name: "DTypePolicy", config: { name: "mixed_float16" } },
      oov_token: protect("[UNK]"),
      customObjects: {},
      registered_name: "x",
      seed: undefined,
    }),
  ).toEqual({ fillMode: "reflect", dataFormat: null, dtype: "float32", oovToken: "[UNK]" });
});

it.each([
  ["int64", "int32"],
  ["uint8", "int32"],
  ["bfloat16", "float32"],
  ["string", "string"],
])("reads the dtype %s as %s", (dtype, expected) => {
  expect(readKerasConfig({ dtype })).toEqual({ dtype: expected });
});

it("returns what it put away", () => {
  for (const value of ["foo_bar", ["Hello", "new\nline", "\ud800"], 5, 0]) {
    expect(unprotect(protect(value))).toEqual(value);
  }
  expect(protect(null)).toBeNull();
  expect(unprotect(["a"])).toEqual(["a"]);
});
