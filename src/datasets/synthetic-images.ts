import { randomUniform } from "../random/philox.js";
import { CHANNELS, IMAGE_SIZE, type Records, SIDE } from "./cifar10-files.js";

/** Whether a class's figure covers the point (x, y), each within about [-1, 1], `unit` its stripes' width. */
type Figure = (x: number, y: number, unit: number) => boolean;

const isOdd = (value: number): boolean => (Math.floor(value) & 1) !== 0;

const FIGURES: Readonly<Record<string, Figure>> = {
  disc: (x, y) => x * x + y * y < 0.8,
  ring: (x, y) => Math.abs(Math.hypot(x, y) - 0.75) < 0.22,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.75,
  triangle: (x, y) => y < 0.7 && y > 2 * Math.abs(x) - 0.9,
  cross: (x, y) =>
    Math.min(Math.abs(x), Math.abs(y)) < 0.25 && Math.max(Math.abs(x), Math.abs(y)) < 1,
  "horizontal stripes": (_x, y, unit) => isOdd(y / unit),
  "vertical stripes": (x, _y, unit) => isOdd(x / unit),
  "diagonal stripes": (x, y, unit) => isOdd((x + y) / (1.4 * unit)),
  checkerboard: (x, y, unit) => isOdd(x / unit) !== isOdd(y / unit),
  dots: (x, y, unit) => Math.hypot(fold(x, 2 * unit), fold(y, 2 * unit)) < 0.65 * unit,
};

/** Names of the ten classes. */
export const SYNTHETIC_NAMES: readonly string[] = Object.keys(FIGURES).map(
  (name) => `synthetic ${name}`,
);

const DRAWS = 12;

/**
 * Draws images of ten figures and patterns, the classes in turn: places, sizes and colours are random,
 * pixels noisy. The same seed and count give the same images on every machine.
 */
export function drawImages(count: number, seed: number): Records {
  const figures = Object.values(FIGURES);
  const images = new Uint8Array(count * IMAGE_SIZE);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % figures.length);
  for (let i = 0; i < count; i++) {
    // each image has a stream of its own, whatever the count
    const draws = randomUniform([seed, i], DRAWS + IMAGE_SIZE, 0, 1);
    draw(figures[labels[i]!]!, draws, images.subarray(i * IMAGE_SIZE, (i + 1) * IMAGE_SIZE));
  }
  return { images, labels };
}

function draw(figure: Figure, draws: Float32Array, image: Uint8Array): void {
  const [left, top, size, width, slope, noise, ...rest] = draws.subarray(0, DRAWS) as unknown as [
    ...(readonly [number, number, number, number, number, number]),
    ...number[],
  ]; // as many as there are names
  const centreX = 0.35 + 0.3 * left;
  const centreY = 0.35 + 0.3 * top;
  const scale = 1 / (0.25 + 0.2 * size);
  const unit = 0.3 + 0.25 * width;
  const [paper, ink] = colours(rest);
  for (let row = 0, at = 0; row < SIDE; row++) {
    const y = (row / SIDE - centreY) * scale;
    for (let column = 0; column < SIDE; column++) {
      const x = (column / SIDE - centreX) * scale;
      const colour = figure(x, y, unit) ? ink : paper;
      const light = 40 * (slope - 0.5) * (x + y);
      for (let channel = 0; channel < CHANNELS; channel++, at++) {
        const grain = 60 * noise * (draws[DRAWS + at]! - 0.5);
        image[at] = Math.min(255, Math.max(0, Math.round(colour[channel]! + light + grain)));
      }
    }
  }
}

// two colours whose brightness differs enough to be seen, the darker one either of them
function colours(draws: readonly number[]): [readonly number[], readonly number[]] {
  const [r, g, b, red, green, blue] = draws as [number, number, number, number, number, number]; // six are left
  const dark = [r, g, b].map((value) => 110 * value);
  const bright = [red, green, blue].map((value) => 145 + 110 * value);
  return r < 0.5 ? [dark, bright] : [bright, dark];
}

/** The distance to the nearest multiple of `period`. */
function fold(value: number, period: number): number {
  return value - period * Math.round(value / period);
}
