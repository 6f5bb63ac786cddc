import type { SeedPair } from "../../random/philox.js";
import { SeedGenerator } from "../../random/seed-generator.js";
import { ImageLayer, type ImageLayerOptions } from "./image-layer.js";

/** Options that every image layer with random draws takes. */
export interface RandomImageLayerOptions extends ImageLayerOptions {
  /** An integer that makes the draws repeatable, equal to Keras's on TensorFlow. */
  readonly seed?: number | null | undefined;
}

/** Base of the image layers that draw from a random stream of their own. */
export abstract class RandomImageLayer<T> extends ImageLayer<T> {
  readonly seed: number | null;
  #generator: SeedGenerator;

  constructor(options: RandomImageLayerOptions) {
    super(options);
    this.seed = options.seed ?? null;
    this.#generator = new SeedGenerator(this.seed, this.getClassName());
  }

  /** Starts the random stream again: the next draw is the first one of this layer's seed. */
  resetSeed(): void {
    this.#generator.reset();
  }

  /** The seed pair of the next draw. */
  protected nextSeed(): SeedPair {
    return this.#generator.next();
  }

  protected override randomStreams(): readonly SeedGenerator[] {
    return [this.#generator];
  }

  /** Makes `part` draw from the stream of `whole`, which is made of it. */
  protected static shareStream(
    part: RandomImageLayer<unknown>,
    whole: RandomImageLayer<unknown>,
  ): void {
    part.#generator = whole.#generator;
  }

  override getConfig(): ReturnType<ImageLayer<T>["getConfig"]> {
    return { ...super.getConfig(), seed: this.seed };
  }
}
