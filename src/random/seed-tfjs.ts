import type { Tensor } from "@tensorflow/tfjs";
import { nextDefaultSeed, randomSeedIsSet } from "./default-seed.js";
import { randomPermutation } from "./random-permutation.js";

type Draw = (...args: never[]) => Tensor;

interface DrawsOfCore {
  randomUniform: Draw;
  randomNormal: Draw;
  truncatedNormal: Draw;
  dropout: Draw;
  util: { shuffle(list: unknown): void };
}

// which argument is the seed
const SEED_PLACE = { randomUniform: 4, randomNormal: 4, truncatedNormal: 4, dropout: 3 } as const;

const seeded = new WeakSet<object>();

/**
 * Lets `setRandomSeed` reach what tfjs draws by itself: initial weights, dropout and the order of `fit`. Draws
 * with a seed of their own, and all draws before `setRandomSeed`, stay as they are.
 */
export function followRandomSeed(core: DrawsOfCore): void {
  if (seeded.has(core)) return;
  seeded.add(core);
  // tfjs-layers reads these exports at each call, so replacing them here is enough
  for (const name of ["randomUniform", "randomNormal", "truncatedNormal", "dropout"] as const) {
    const draw = core[name] as (...args: unknown[]) => Tensor;
    const place = SEED_PLACE[name];
    core[name] = (...args: unknown[]) => {
      if (args[place] == null && randomSeedIsSet()) args[place] = nextDefaultSeed();
      return draw(...args);
    };
  }
  const shuffle = core.util.shuffle;
  core.util.shuffle = (list) => {
    if (!isList(list) || !randomSeedIsSet()) shuffle(list);
    else {
      const order = randomPermutation([nextDefaultSeed(), 0], list.length);
      const shuffled = Array.from(order, (place) => list[place]!);
      shuffled.forEach((item, i) => {
        list[i] = item;
      });
    }
  };
}

function isList(value: unknown): value is number[] | Uint32Array {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}
