import type { PixelSource, SharpLike } from "../../../src/images/pixel-source.js";
import type { Description } from "../description.js";
import { readImages, requestImages } from "../pictures/read-images.js";

/** `ImageData`, what a decoder made of an image file, or whatever has pixels, as a picture. */
export async function describePixels(source: PixelSource): Promise<Description> {
  const requests = requestImages(source);
  const [images, { describePicture }] = await Promise.all([
    readImages(requests),
    import("../pictures/describe-picture.js"),
  ]);
  return describePicture(images, { integer: true, range: [0, 255] });
}

/** An image of sharp as it comes out, or why it does not: what it consists of is pages of options. */
export async function describeSharp(source: SharpLike): Promise<Description> {
  if (isWaiting(source)) return { kind: "plain", text: "Sharp image, waiting for its input" };
  try {
    return await describePixels(source);
  } catch (error) {
    return {
      kind: "plain",
      text: `Sharp image: ${error instanceof Error ? error.message : error}`,
    };
  }
}

/** whether others are still to write the file into it, which may never happen */
function isWaiting(source: SharpLike): boolean {
  const { options, writableFinished } = source as {
    readonly options?: { readonly input?: { readonly buffer?: unknown } };
    readonly writableFinished?: unknown;
  };
  // a stream's input is gathered in a list
  return Array.isArray(options?.input?.buffer) && writableFinished !== true;
}
