import { clipTo } from "../../ops/clip.js";
import { mapImages } from "../../ops/map-images.js";
import type { ImageBatch, Interpolation } from "../../ops/projective-transform.js";
import { randomBeta } from "../../random/random-beta.js";
import { randomGamma } from "../../random/random-gamma.js";
import { randomIntegers } from "../../random/random-integers.js";
import { received } from "../../received.js";
import { choose } from "../base/choose.js";
import { registerLayer } from "../base/register-layer.js";
import { requireCount } from "../base/require-count.js";
import { type Augmentation, makeAugmentations } from "./augmentations.js";
import { type FactorRange, readFactor } from "./factor-range.js";
import { ImageLayer } from "./image-layer.js";
import type { ImageSize } from "./image-layout.js";
import { RandomImageLayer, type RandomImageLayerOptions } from "./random-image-layer.js";
import { readValueRange, type ValueRange, type ValueRangeOptions } from "./value-range.js";

const { fround } = Math;

const SOME = [
  "random_shear",
  "random_translation",
  "random_rotation",
  "random_posterization",
  "solarization",
  "auto_contrast",
  "equalization",
] as const satisfies readonly Augmentation[];

const ALL = [
  ...SOME,
  "random_brightness",
  "random_color_degeneration",
  "random_contrast",
  "random_sharpness",
] as const satisfies readonly Augmentation[];

/** Options of `AugMix`, Keras's under camelCase names. */
export interface AugMixOptions extends RandomImageLayerOptions, ValueRangeOptions {
  /** How many chains of augmentations are mixed. Defaults to 3. */
  readonly numChains?: number | undefined;
  /** How many augmentations a chain has at most. Defaults to 3. */
  readonly chainDepth?: number | undefined;
  /** How strong they are, within [0, 1]: up to f (default: 0.3), or between a pair. */
  readonly factor?: number | readonly [number, number] | undefined;
  /** Parameters of the distributions of weights, above 0. Defaults to 1. */
  readonly alpha?: number | undefined;
  /** Whether brightness, colour degeneration, contrast and sharpness take part, too. Defaults to true. */
  readonly allOps?: boolean | undefined;
  /** How pixels are read that move: `bilinear` (default) or `nearest`. */
  readonly interpolation?: Interpolation | undefined;
}

/** One augmentation of a chain, with what it drew. */
export interface ChainLink {
  readonly name: Augmentation;
  readonly drawn: unknown;
}

/** What `AugMix` drew, one for the batch. */
export interface AugMixDraw {
  readonly chains: readonly (readonly ChainLink[])[];
  /** How much each chain counts; together 1. */
  readonly chainWeights: Float32Array;
  /** How much the image itself counts, within [0, 1]. */
  readonly weight: number;
}

/**
 * Mixes images with versions of themselves that went through chains of augmentations (Hendrycks et al.
 * 2020): called directly and in training. In `predict` and `evaluate`, or with `{ training: false }`, images
 * stay as they are.
 *
 * Takes one image [height, width, 3] or a batch of them, of any numeric type, and gives float32 of the same
 * shape. Weights are Keras's for the same seed; which augmentations are chosen, Keras leaves to Python's
 * random numbers, and this layer draws from its seed. Float masks in a dictionary are mixed like images;
 * whole numbers, which name classes, come from the version that counts most. Boxes stay.
 *
 * @example
 * import { layers } from "preplab";
 * const augment = layers.augMix({ numChains: 2, seed: 7 });
 * const { chains, chainWeights } = augment.sample([32, 32, 3]);
 * console.log(chains.length, Math.fround(chainWeights[0] + chainWeights[1])); // 2 1
 */
export class AugMix extends RandomImageLayer<AugMixDraw> {
  static className = "AugMix";

  readonly numChains: number;
  readonly chainDepth: number;
  readonly factor: FactorRange;
  readonly alpha: number;
  readonly allOps: boolean;
  readonly valueRange: ValueRange;
  readonly interpolation: Interpolation;
  readonly #parts: Record<Augmentation, ImageLayer<unknown>>;

  constructor(options: AugMixOptions = {}) {
    super(options);
    const owner = this.getClassName();
    const { alpha = 1, allOps = true, interpolation = "bilinear" } = options;
    this.numChains = requireCount(owner, "numChains", options.numChains ?? 3);
    this.chainDepth = requireCount(owner, "chainDepth", options.chainDepth ?? 3);
    this.factor = readFactor(owner, "factor", options.factor ?? 0.3, [0, 1]);
    if (!(typeof alpha === "number" && alpha > 0 && Number.isFinite(alpha))) {
      throw new Error(
        `${owner}: alpha must be a finite number above 0. Received: ${received(alpha)}`,
      );
    }
    this.alpha = alpha;
    this.allOps = allOps;
    this.valueRange = readValueRange(owner, options.valueRange);
    this.interpolation = choose(owner, "interpolation", interpolation, ["bilinear", "nearest"]);
    this.#parts = makeAugmentations(this);
    for (const part of Object.values(this.#parts)) {
      if (part instanceof RandomImageLayer) RandomImageLayer.shareStream(part, this);
    }
  }

  protected override draw(size: ImageSize): AugMixDraw {
    const names: readonly Augmentation[] = this.allOps ? ALL : SOME;
    const parts = randomGamma(this.nextSeed(), new Float32Array(this.numChains).fill(this.alpha));
    const sum = parts.reduce((total, part) => fround(total + part), 0);
    const [weight] = randomBeta(this.nextSeed(), 1, this.alpha, this.alpha);
    const chains = Array.from({ length: this.numChains }, () => {
      const links: ChainLink[] = [];
      for (let depth = 0; depth < this.chainDepth; depth++) {
        const [index] = randomIntegers(this.nextSeed(), 1, 0, names.length + 1);
        const name = names[index!];
        // the last choice is none
        if (name === undefined) continue;
        links.push({ name, drawn: ImageLayer.parts.draw(this.#parts[name], size) });
      }
      return links;
    });
    return { chains, chainWeights: parts.map((part) => part / sum), weight: weight! };
  }

  protected override transformImages(images: ImageBatch, drawn: AugMixDraw): ImageBatch {
    const versions = drawn.chains.map((links) => this.#through(links, images, "images"));
    return clipTo(mix(images, versions, drawn), this.valueRange);
  }

  protected override transformMaskBatch(masks: ImageBatch, drawn: AugMixDraw): ImageBatch {
    const { chains, chainWeights, weight } = drawn;
    const versions = chains.map((links) => this.#through(links, masks, "masks"));
    if (masks.values instanceof Float32Array) return mix(masks, versions, drawn);
    const heaviest = chainWeights.indexOf(Math.max(...chainWeights));
    return weight >= (1 - weight) * chainWeights[heaviest]! ? masks : versions[heaviest]!;
  }

  protected override facts(): Record<string, unknown> {
    const { numChains, chainDepth, factor } = this;
    return { numChains, chainDepth, factor };
  }

  override getConfig(): ReturnType<RandomImageLayer<AugMixDraw>["getConfig"]> {
    return {
      ...super.getConfig(),
      valueRange: [...this.valueRange],
      numChains: this.numChains,
      chainDepth: this.chainDepth,
      factor: [...this.factor],
      alpha: this.alpha,
      allOps: this.allOps,
      interpolation: this.interpolation,
    };
  }

  #through(
    links: readonly ChainLink[],
    images: ImageBatch,
    target: "images" | "masks",
  ): ImageBatch {
    return links.reduce(
      (batch, { name, drawn }) => ImageLayer.parts[target](this.#parts[name], batch, drawn),
      images,
    );
  }
}

function mix(
  images: ImageBatch,
  versions: readonly ImageBatch[],
  { chainWeights, weight }: AugMixDraw,
): ImageBatch {
  const rest = fround(1 - weight);
  return mapImages(images, (input, output, image) => {
    const start = image * input.length;
    for (let i = 0; i < input.length; i++) {
      let sum = 0;
      for (let chain = 0; chain < versions.length; chain++) {
        const value = versions[chain]!.values[start + i]!;
        sum = fround(sum + fround(value * chainWeights[chain]!));
      }
      output[i] = fround(weight * input[i]!) + fround(rest * sum);
    }
  });
}

registerLayer(AugMix);
