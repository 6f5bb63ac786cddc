import { expect, test } from "vitest";
import { hiddenCount } from "../../../../kernel/display/text/counted.js";

test("what is hidden is counted in words", () => {
  expect(hiddenCount(1, "row")).toBe("… 1 more row");
  expect(hiddenCount(12345, "row")).toBe("… 12,345 more rows");
});
