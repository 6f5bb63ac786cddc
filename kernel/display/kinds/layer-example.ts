import type { Picture } from "../description.js";
import { describePicture } from "../pictures/describe-picture.js";
import { type ImageSource, splitImages } from "../pictures/image-source.js";
import type { LayerLike } from "./recognize.js";
import { isTensor } from "./tensor-content.js";

type Pixels = readonly (readonly (readonly number[])[])[];
type CalledLayer = (image: Pixels, options: { readonly training: boolean }) => unknown;

const SIDE = 48;
const DRAWS = 3;
const SCALE = 3;
/** its own, so that the layer's next draw stays what it was and the picture the same each time */
const SEED = 11;

/** What a random image layer does to a picture, drawn a few times; undefined for other layers. */
export async function layerExample(layer: LayerLike): Promise<Picture | undefined> {
  if (layer.actsOnlyInTraining?.() !== true || !isDrawing(layer)) return undefined;
  try {
    const config = layer.getConfig();
    const copy = copyOf(layer, { ...config, seed: SEED });
    const [low, high] = valueRange(config);
    const before = figure(low, high);
    const data = Float64Array.from(before.flat(2));
    const images: ImageSource[] = splitImages(data, [SIDE, SIDE, 3]).map((image) => ({
      ...image,
      label: "before",
    }));
    for (let draw = 0; draw < DRAWS; draw++) images.push(await drawnImage(copy, before));
    if (images.every(({ data: pixels }) => isSame(pixels, data))) return undefined;
    const range = [low, high] as const;
    return describePicture(images, { integer: false, range, columns: DRAWS + 1, scale: SCALE });
  } catch {
    // a layer that needs more than one image, or a batch with labels
    return undefined;
  }
}

async function drawnImage(layer: CalledLayer, image: Pixels): Promise<ImageSource> {
  const output = layer(image, { training: true });
  if (!isTensor(output)) throw new TypeError("no image");
  const data = (await output.data()) as Float32Array;
  const [source] = splitImages(data.slice(), output.shape);
  (output as unknown as { dispose(): void }).dispose(); // every tensor has it
  if (source === undefined || output.shape.length !== 3) throw new TypeError("no image");
  return { ...source, label: "after" };
}

/** as of layers that mix the images of a batch */
function isSame(a: ImageSource["data"], b: Float64Array): boolean {
  return a.length === b.length && b.every((value, i) => Math.abs(value - (a[i] as number)) < 1e-3);
}

function isDrawing(layer: LayerLike): boolean {
  return ["sample", "transform"].every((name) => typeof Reflect.get(layer, name) === "function");
}

function copyOf(layer: LayerLike, config: object): CalledLayer {
  const kind = layer.constructor as { fromConfig?: unknown }; // a class of any library
  if (typeof kind.fromConfig !== "function") throw new TypeError("no copy");
  return kind.fromConfig(kind, config) as CalledLayer;
}

function valueRange({ valueRange: range }: Readonly<Record<string, unknown>>): [number, number] {
  return Array.isArray(range) && range.length === 2
    ? [Number(range[0]), Number(range[1])]
    : [0, 255];
}

/** A disc, a bar and a corner on a ramp: no symmetry hides a flip or a turn. */
function figure(low: number, high: number): Pixels {
  const at = (share: number) => low + (high - low) * share;
  return Array.from({ length: SIDE }, (_, row) =>
    Array.from({ length: SIDE }, (_, column) => {
      const [x, y] = [(column + 0.5) / SIDE, (row + 0.5) / SIDE];
      if (Math.hypot(x - 0.62, y - 0.36) < 0.2) return [0.96, 0.62, 0.15].map(at);
      if (x > 0.18 && x < 0.3 && y > 0.2 && y < 0.82) return [0.15, 0.35, 0.8].map(at);
      if (x > 0.18 && x < 0.75 && y > 0.7 && y < 0.82) return [0.1, 0.62, 0.45].map(at);
      return [0.82 - 0.3 * y, 0.86 - 0.25 * x, 0.92].map(at);
    }),
  );
}
