import { expect, test } from "vitest";
import { sparkline } from "../../../../kernel/display/numbers/sparkline.js";

test("a sparkline has ten bars, the fullest bin the highest", () => {
  expect(sparkline([0, 0, 0, 0, 0, 0, 0, 5, 10], 0, 10)).toBe("█▁▁▁▁▂▁▁▁▂");
});

test("a sparkline of a million values samples every stretch of them", () => {
  const rising = Float32Array.from({ length: 1_000_000 }, (_, i) => i);
  expect(sparkline(rising, 0, 999_999)).toBe("██████████");
});
