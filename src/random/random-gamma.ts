import { received } from "../received.js";
import { randomBlocks, type SeedPair } from "./philox.js";

// TensorFlow keeps so many blocks apart for each sample, however many are needed
const BLOCKS_PER_SAMPLE = 256;
const SMALLEST = 1.1754943508222875e-38; // least normal float32
const { log, sqrt, sin, cos } = Math;

/**
 * One float32 draw for each shape parameter `alphas[i]` above 0, from the gamma distribution of rate 1:
 * those of `keras.random.gamma` on TensorFlow for the same seed pair. Marsaglia and Tsang's method (2000),
 * in float64.
 *
 * @example
 * import { randomGamma } from "preplab";
 * console.log(Array.from(randomGamma([1, 0], [0.5, 2]), (x) => x.toFixed(3)).join()); // 0.002,1.966
 */
export function randomGamma(seed: SeedPair, alphas: ArrayLike<number>): Float32Array {
  return Float32Array.from(alphas, (alpha, sample) => {
    if (!(alpha > 0)) {
      throw new Error(`randomGamma: alpha must be above 0. Received: ${received(alpha)}`);
    }
    const source = new DoubleSource(seed, sample * BLOCKS_PER_SAMPLE);
    return Math.max(SMALLEST, drawGamma(alpha, source));
  });
}

function drawGamma(alpha: number, source: DoubleSource): number {
  if (alpha === 1) return -Math.log1p(-source.uniform());
  const isSmall = alpha < 1;
  const d = alpha + (isSmall ? 2 / 3 : -1 / 3);
  const c = 1 / 3 / sqrt(d);
  for (;;) {
    const x = source.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = source.uniform();
    const isInside = u < 1 - 0.0331 * (x * x) * (x * x);
    if (isInside || log(u) < 0.5 * x * x + d * (1 - v + log(v))) {
      return isSmall ? d * v * source.uniform() ** (1 / alpha) : d * v;
    }
  }
}

/** Uniform and normal float64 draws of one stream, taken from the end of each pair as TensorFlow does. */
class DoubleSource {
  readonly #next: (block: Uint32Array) => void;
  readonly #block = new Uint32Array(4);
  readonly #uniforms: number[] = [];
  readonly #normals: number[] = [];

  constructor(seed: SeedPair, firstBlock: number) {
    this.#next = randomBlocks(seed, firstBlock);
  }

  uniform(): number {
    if (this.#uniforms.length === 0) this.#uniforms.push(...this.#pair());
    return this.#uniforms.pop()!;
  }

  normal(): number {
    if (this.#normals.length === 0) {
      const [first, second] = this.#pair();
      const radius = sqrt(-2 * log(Math.max(first, 1e-7)));
      const angle = 2 * Math.PI * second;
      this.#normals.push(sin(angle) * radius, cos(angle) * radius);
    }
    return this.#normals.pop()!;
  }

  #pair(): [number, number] {
    this.#next(this.#block);
    const [a, b, c, d] = this.#block as unknown as [number, number, number, number]; // four words
    return [toDouble(a, b), toDouble(c, d)];
  }
}

// 52 random mantissa bits under the exponent of 1, less 1
function toDouble(high: number, low: number): number {
  return ((high & 0xfffff) * 2 ** 32 + low) / 2 ** 52;
}
