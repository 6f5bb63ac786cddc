import { expect, it } from "vitest";
import { type BoxFormat, ops } from "../../../src/index.js";

// one box in all formats, in an image 10 high and 20 wide
const SAME: Record<BoxFormat, number[]> = {
  xyxy: [2, 1, 6, 9],
  yxyx: [1, 2, 9, 6],
  xywh: [2, 1, 4, 8],
  center_xywh: [4, 5, 4, 8],
  center_yxhw: [5, 4, 8, 4],
  rel_xyxy: [0.1, 0.1, 0.3, 0.9],
  rel_yxyx: [0.1, 0.1, 0.9, 0.3],
  rel_xywh: [0.1, 0.1, 0.2, 0.8],
  rel_center_xywh: [0.2, 0.5, 0.2, 0.8],
};
const formats = Object.keys(SAME) as BoxFormat[]; // keys of the record

it.each(formats.flatMap((from) => formats.map((to) => [from, to] as const)))(
  "converts %s to %s",
  (from, to) => {
    const boxes = ops.convertBoxes(SAME[from], { from, to, height: 10, width: 20 });
    boxes.forEach((value, i) => {
      expect(value).toBeCloseTo(SAME[to][i]!, 5);
    });
  },
);
