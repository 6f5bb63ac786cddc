import { expect, test } from "vitest";
import { byteSize } from "../../../../kernel/display/numbers/byte-size.js";

test.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1536, "1.5 KiB"],
  [393216, "384 KiB"],
  [38535168, "36.8 MiB"],
])("byteSize(%d) is %s", (bytes, text) => {
  expect(byteSize(bytes)).toBe(text);
});
