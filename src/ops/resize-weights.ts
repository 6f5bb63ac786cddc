import { roundHalfEven } from "./round-to-int32.js";

const { abs, ceil, exp, floor, fround, max, min, sin } = Math;

/** How a resized pixel weighs the input's pixels around it. */
export type ResizeKernel =
  | "bilinear"
  | "bicubic"
  | "lanczos3"
  | "lanczos5"
  | "gaussian"
  | "mitchellcubic";

/** For each output position along one axis: where its input pixels start and what each weighs. */
export interface AxisWeights {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  /** `span` weights for each position; those after its `counts` are 0. */
  readonly weights: Float32Array;
  readonly span: number;
}

interface Kernel {
  readonly radius: number;
  /** Takes a distance in float32 and gives a weight in float32. */
  weigh(distance: number): number;
}

// TensorFlow's sampling kernels (core/kernels/image/sampling_kernels.h), each step rounded as there
const KERNELS: Readonly<Record<ResizeKernel, Kernel>> = {
  bilinear: { radius: 1, weigh: (x) => fround(max(0, 1 - x)) },
  bicubic: {
    radius: 2,
    weigh: (x) => {
      if (x >= 2) return 0;
      return x >= 1 ? cubic(x, -0.5, 2.5, -4, 2) : cubic(x, 1.5, -2.5, 0, 1);
    },
  },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
  gaussian: { radius: 1.5, weigh: (x) => (x >= 1.5 ? 0 : fround(exp(fround(-2 * x) * x))) },
  mitchellcubic: {
    radius: 2,
    weigh: (x) => {
      if (x >= 2) return 0;
      return x >= 1
        ? cubic(x, fround(-7 / 18), 2, fround(-10 / 3), fround(16 / 9))
        : cubic(x, fround(7 / 6), -2, 0, fround(8 / 9));
    },
  },
};

/** The weights that resize an axis of `inputSize` pixels to `outputSize`, as TensorFlow weighs them. */
export function axisWeights(
  inputSize: number,
  outputSize: number,
  kernel: ResizeKernel,
  antialias: boolean,
): AxisWeights {
  return kernel === "bicubic" && !antialias
    ? bicubicWeights(inputSize, outputSize)
    : kernelWeights(inputSize, outputSize, KERNELS[kernel], antialias);
}

// the op ScaleAndTranslate: a kernel around each sample, widened when shrinking with antialias
function kernelWeights(
  inputSize: number,
  outputSize: number,
  { radius, weigh }: Kernel,
  antialias: boolean,
): AxisWeights {
  const inverse = fround(1 / fround(outputSize / inputSize));
  const kernelScale = antialias ? max(inverse, 1) : 1;
  const narrowing = fround(1 / kernelScale);
  const reach = fround(radius * kernelScale);
  const table = emptyWeights(outputSize, min(2 * ceil(reach) + 1, inputSize));
  for (let i = 0; i < outputSize; i++) {
    const sample = fround((i + 0.5) * inverse);
    if (sample > inputSize) continue;
    const start = clamp(ceil(fround(fround(sample - reach) - 0.5)), inputSize);
    const end = clamp(floor(fround(fround(sample + reach) - 0.5)), inputSize) + 1;
    const weights: number[] = [];
    for (let source = start; source < end; source++) {
      const distance = fround(source + 0.5 - sample);
      weights.push(weigh(abs(fround(distance * narrowing))));
    }
    setNormalized(table, i, start, weights);
  }
  return table;
}

// the older op ResizeBicubic: weights from a table of 1024 steps, pixels outside dropped
function bicubicWeights(inputSize: number, outputSize: number): AxisWeights {
  const scale = fround(inputSize / outputSize);
  const table = emptyWeights(outputSize, min(4, inputSize));
  for (let i = 0; i < outputSize; i++) {
    const at = fround(fround((i + 0.5) * scale) - 0.5);
    const before = floor(at);
    const step = roundHalfEven((at - before) * 1024) / 1024;
    const start = max(before - 1, 0);
    const weights: number[] = [];
    for (let source = start; source <= min(before + 2, inputSize - 1); source++) {
      weights.push(KERNELS.bicubic.weigh(abs(before + step - source)));
    }
    setNormalized(table, i, start, weights);
  }
  return table;
}

function emptyWeights(outputSize: number, span: number): AxisWeights {
  return {
    starts: new Int32Array(outputSize),
    counts: new Int32Array(outputSize),
    weights: new Float32Array(outputSize * span),
    span,
  };
}

function setNormalized(table: AxisWeights, i: number, start: number, weights: number[]): void {
  const total = weights.reduce((sum, weight) => fround(sum + weight), 0);
  table.starts[i] = start;
  table.counts[i] = weights.length;
  if (abs(total) < 1e-35) return;
  const share = fround(1 / total);
  table.weights.set(
    weights.map((weight) => weight * share),
    i * table.span,
  );
}

function cubic(x: number, a: number, b: number, c: number, d: number): number {
  return fround(fround(fround(fround(fround(fround(a * x) + b) * x) + c) * x) + d);
}

function lanczos(radius: number): Kernel {
  const pi = fround(Math.PI);
  return {
    radius,
    weigh: (x) => {
      if (x > radius) return 0;
      if (x <= 1e-3) return 1;
      const angle = fround(pi * x);
      const numerator = fround(
        fround(radius * fround(sin(angle))) * fround(sin(fround(angle / radius))),
      );
      return fround(numerator / fround(fround(fround(pi * pi) * x) * x));
    },
  };
}

function clamp(index: number, length: number): number {
  return min(length - 1, max(0, index));
}
