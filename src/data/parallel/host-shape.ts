import { isColumn, isNumberArray } from "../../layers/base/read-input.js";
import type { HostElement } from "../host-element.js";
import { shapeOfNested } from "../nested-shape.js";

/** The shape that a layer sees in its input: of the images where labels and masks belong to them. */
export function inputShapeOf<O>(host: HostElement<O>): number[] {
  switch (host.kind) {
    case "numbers":
    case "strings":
      return [...host.shape];
    case "list":
      return [
        host.items.length,
        ...(host.items[0] === undefined ? [] : inputShapeOf(host.items[0])),
      ];
    case "record": {
      const images = host.items.find(([key]) => key === "images");
      return images === undefined ? [] : inputShapeOf(images[1]);
    }
    case "plain":
      if (isNumberArray(host.value)) return [host.value.length];
      return shapeOfNested(isColumn(host.value) ? host.value.values : host.value);
    case "ragged":
    case "other":
      return [];
  }
}
