import {
  type CanvasLike,
  type DecodedPixels,
  isCanvas,
  isDecodedPixels,
  isSharp,
  type SharpLike,
} from "../../../src/images/pixel-source.js";
import { memberOf } from "./member.js";

// sizes are getters of many classes: these ask for them only where something else has told already

export function hasPixels(value: unknown): value is DecodedPixels {
  return ArrayBuffer.isView(memberOf(value, "data")) && isDecodedPixels(value);
}

export function hasCanvas(value: unknown): value is CanvasLike {
  return typeof memberOf(value, "getContext") === "function" && isCanvas(value);
}

export function isPipeline(value: unknown): value is SharpLike {
  return typeof memberOf(value, "toFormat") === "function" && isSharp(value);
}
