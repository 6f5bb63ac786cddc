import { exponential, hyperbolicTangent } from "./exponential";

// One step of a GRU or LSTM for `batch` sequences of `units` numbers, after and before the matrix products. Rows of
// `x` and `dx` lie `xStep` bytes apart, those of the mask (0: none) `maskStep`; other matrices are dense.
// Activations: 0 linear, 1 tanh, 2 sigmoid, 3 hard sigmoid, 4 relu.

/** GRU: gates z and r from x + recurrent (z, r), and r * h. */
export function gruGates(
  x: usize,
  xStep: usize,
  recurrent: usize,
  h: usize,
  gates: usize,
  rh: usize,
  batch: i32,
  units: i32,
  gateActivation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    for (let u: usize = 0; u < size; u += 4) {
      const r = activate(load<f32>(x + size + u) + load<f32>(recurrent + size + u), gateActivation);
      store<f32>(gates + u, activate(load<f32>(x + u) + load<f32>(recurrent + u), gateActivation));
      store<f32>(gates + size + u, r);
      store<f32>(rh + u, r * load<f32>(h + u));
    }
    x += xStep;
    recurrent += size * 2;
    h += size;
    gates += size * 3;
    rh += size;
  }
}

/** GRU: the candidate from x + recurrent, and the next state z * h + (1 - z) * candidate. */
export function gruStates(
  x: usize,
  xStep: usize,
  recurrent: usize,
  h: usize,
  gates: usize,
  next: usize,
  mask: usize,
  maskStep: usize,
  batch: i32,
  units: i32,
  activation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    const share: f32 = mask ? load<f32>(mask) : 1;
    for (let u: usize = 0; u < size; u += 4) {
      const sum = load<f32>(x + size * 2 + u) + load<f32>(recurrent + u);
      const candidate = activate(sum, activation);
      const z = load<f32>(gates + u);
      const old = load<f32>(h + u);
      store<f32>(gates + size * 2 + u, candidate);
      const value = z * old + (1 - z) * candidate;
      store<f32>(next + u, share * value + (1 - share) * old);
    }
    x += xStep;
    mask += mask ? maskStep : 0;
    recurrent += size;
    h += size;
    gates += size * 3;
    next += size;
  }
}

/** GRU: from a state's gradient those of x's z and candidate, and what goes straight to the state before (in place). */
export function gruStateGradients(
  dh: usize,
  h: usize,
  gates: usize,
  dx: usize,
  xStep: usize,
  mask: usize,
  maskStep: usize,
  batch: i32,
  units: i32,
  activation: i32,
  gateActivation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    const share: f32 = mask ? load<f32>(mask) : 1;
    for (let u: usize = 0; u < size; u += 4) {
      const all = load<f32>(dh + u);
      const gradient = share * all;
      const z = load<f32>(gates + u);
      const candidate = load<f32>(gates + size * 2 + u);
      const dz = gradient * (load<f32>(h + u) - candidate);
      const dCandidate = gradient * (1 - z);
      store<f32>(dx + u, dz * slope(z, gateActivation));
      store<f32>(dx + size * 2 + u, dCandidate * slope(candidate, activation));
      store<f32>(dh + u, (1 - share) * all + gradient * z);
    }
    dh += size;
    h += size;
    gates += size * 3;
    dx += xStep;
    mask += mask ? maskStep : 0;
  }
}

/** GRU: from the gradient of r * h that of x's r; the state's gradient grows by its part. */
export function gruResetGradients(
  drh: usize,
  dh: usize,
  h: usize,
  gates: usize,
  dx: usize,
  xStep: usize,
  batch: i32,
  units: i32,
  gateActivation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    for (let u: usize = 0; u < size; u += 4) {
      const gradient = load<f32>(drh + u);
      const r = load<f32>(gates + size + u);
      store<f32>(dx + size + u, gradient * load<f32>(h + u) * slope(r, gateActivation));
      store<f32>(dh + u, load<f32>(dh + u) + gradient * r);
    }
    drh += size;
    dh += size;
    h += size;
    gates += size * 3;
    dx += xStep;
  }
}

/** LSTM: gates i, f, candidate and o from x + recurrent, the next cell and the next state. */
export function lstmStates(
  x: usize,
  xStep: usize,
  recurrent: usize,
  h: usize,
  c: usize,
  gates: usize,
  nextH: usize,
  nextC: usize,
  mask: usize,
  maskStep: usize,
  batch: i32,
  units: i32,
  activation: i32,
  gateActivation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    const share: f32 = mask ? load<f32>(mask) : 1;
    for (let u: usize = 0; u < size; u += 4) {
      const i = activate(load<f32>(x + u) + load<f32>(recurrent + u), gateActivation);
      const p = size + u;
      const f = activate(load<f32>(x + p) + load<f32>(recurrent + p), gateActivation);
      const q = p + size;
      const candidate = activate(load<f32>(x + q) + load<f32>(recurrent + q), activation);
      const s = q + size;
      const o = activate(load<f32>(x + s) + load<f32>(recurrent + s), gateActivation);
      store<f32>(gates + u, i);
      store<f32>(gates + p, f);
      store<f32>(gates + q, candidate);
      store<f32>(gates + s, o);
      const old = load<f32>(c + u);
      const cell = f * old + i * candidate;
      const state = o * activate(cell, activation);
      store<f32>(nextC + u, share * cell + (1 - share) * old);
      store<f32>(nextH + u, share * state + (1 - share) * load<f32>(h + u));
    }
    x += xStep;
    mask += mask ? maskStep : 0;
    recurrent += size * 4;
    h += size;
    c += size;
    gates += size * 4;
    nextH += size;
    nextC += size;
  }
}

/** LSTM: from the gradients of a state and a cell those of x, and of what goes straight to those before (in place). */
export function lstmGradients(
  dh: usize,
  dc: usize,
  c: usize,
  gates: usize,
  dx: usize,
  xStep: usize,
  mask: usize,
  maskStep: usize,
  batch: i32,
  units: i32,
  activation: i32,
  gateActivation: i32,
): void {
  const size = (<usize>units) << 2;
  for (let row = 0; row < batch; row++) {
    const share: f32 = mask ? load<f32>(mask) : 1;
    for (let u: usize = 0; u < size; u += 4) {
      const i = load<f32>(gates + u);
      const f = load<f32>(gates + size + u);
      const candidate = load<f32>(gates + size * 2 + u);
      const o = load<f32>(gates + size * 3 + u);
      const old = load<f32>(c + u);
      const y = activate(f * old + i * candidate, activation);
      const allOfH = load<f32>(dh + u);
      const allOfC = load<f32>(dc + u);
      const ofH = share * allOfH;
      const ofC = share * allOfC + ofH * o * slope(y, activation);
      store<f32>(dx + u, ofC * candidate * slope(i, gateActivation));
      store<f32>(dx + size + u, ofC * old * slope(f, gateActivation));
      store<f32>(dx + size * 2 + u, ofC * i * slope(candidate, activation));
      store<f32>(dx + size * 3 + u, ofH * y * slope(o, gateActivation));
      store<f32>(dc + u, (1 - share) * allOfC + ofC * f);
      store<f32>(dh + u, (1 - share) * allOfH);
    }
    dh += size;
    dc += size;
    c += size;
    gates += size * 4;
    dx += xStep;
    mask += mask ? maskStep : 0;
  }
}

/** y += x for `count` rows of `size` bytes; rows of x lie `step` bytes apart. */
export function addRows(x: usize, step: usize, y: usize, count: i32, size: usize): void {
  for (let row = 0; row < count; row++) {
    for (let u: usize = 0; u < size; u += 4) {
      store<f32>(y + u, load<f32>(y + u) + load<f32>(x + u));
    }
    x += step;
    y += size;
  }
}

function activate(x: f32, activation: i32): f32 {
  switch (activation) {
    case 1:
      return hyperbolicTangent(x);
    case 2:
      return 1 / (1 + exponential(-x));
    case 3:
      return min<f32>(1, max<f32>(0, 0.5 + 0.2 * x));
    case 4:
      return max<f32>(0, x);
    default:
      return x;
  }
}

// of the activation, by its result
function slope(y: f32, activation: i32): f32 {
  switch (activation) {
    case 1:
      return 1 - y * y;
    case 2:
      return y * (1 - y);
    case 3:
      return y > 0 && y < 1 ? 0.2 : 0;
    case 4:
      return y > 0 ? 1 : 0;
    default:
      return 1;
  }
}
