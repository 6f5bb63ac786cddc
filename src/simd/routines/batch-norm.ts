import { sumColumns } from "./column-sums";

const PARTIAL = 128;

/** Mean and variance of each column of x, a matrix of `rows` rows. */
export function columnMoments(
  x: usize,
  mean: usize,
  variance: usize,
  rows: i32,
  columns: i32,
): void {
  sumColumns(x, mean, rows, columns);
  scaleNumbers(mean, columns, 1 / <f32>rows);
  centredProducts(x, x, mean, 1, variance, rows, columns);
  scaleNumbers(variance, columns, 1 / <f32>rows);
}

/** y = (x - mean) * scale + shift, column by column. */
export function normalizeColumns(
  x: usize,
  mean: usize,
  scale: usize,
  shift: usize,
  y: usize,
  rows: i32,
  columns: i32,
): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const size = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    let c: usize = 0;
    for (; c < whole; c += 16) {
      const centred = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const scaled = f32x4.mul(centred, v128.load(scale + c));
      v128.store(y + c, f32x4.add(scaled, v128.load(shift + c)));
    }
    for (; c < size; c += 4) {
      const centred = load<f32>(x + c) - load<f32>(mean + c);
      store<f32>(y + c, centred * load<f32>(scale + c) + load<f32>(shift + c));
    }
    x += size;
    y += size;
  }
}

/** What the gradients of batch normalization sum: y's columns, and those of y * (x - mean). */
export function batchNormSums(
  x: usize,
  y: usize,
  mean: usize,
  sums: usize,
  products: usize,
  rows: i32,
  columns: i32,
): void {
  sumColumns(y, sums, rows, columns);
  centredProducts(x, y, mean, 0, products, rows, columns);
}

/** z = y * p + (x - mean) * q + r, column by column. */
export function combineColumns(
  x: usize,
  mean: usize,
  y: usize,
  p: usize,
  q: usize,
  r: usize,
  z: usize,
  rows: i32,
  columns: i32,
): void {
  const whole = (<usize>(columns & ~3)) << 2;
  const size = (<usize>columns) << 2;
  for (let row = 0; row < rows; row++) {
    let c: usize = 0;
    for (; c < whole; c += 16) {
      const centred = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const second = f32x4.mul(centred, v128.load(q + c));
      const first = f32x4.mul(v128.load(y + c), v128.load(p + c));
      v128.store(z + c, f32x4.add(f32x4.add(first, second), v128.load(r + c)));
    }
    for (; c < size; c += 4) {
      const second = (load<f32>(x + c) - load<f32>(mean + c)) * load<f32>(q + c);
      store<f32>(z + c, load<f32>(y + c) * load<f32>(p + c) + second + load<f32>(r + c));
    }
    x += size;
    y += size;
    z += size;
  }
}

// to[column] = sum of (x - mean) * (y - mean * share)
function centredProducts(
  x: usize,
  y: usize,
  mean: usize,
  share: f32,
  to: usize,
  rows: i32,
  columns: i32,
): void {
  const step = (<usize>columns) << 2;
  let column = 0;
  for (; column + 8 <= columns; column += 8) {
    const at = (<usize>column) << 2;
    const m0 = v128.load(mean + at);
    const m1 = v128.load(mean + at, 16);
    const n0 = f32x4.mul(m0, f32x4.splat(share));
    const n1 = f32x4.mul(m1, f32x4.splat(share));
    let t0 = f32x4.splat(0);
    let t1 = t0;
    let p = x + at;
    let q = y + at;
    for (let row = 0; row < rows; row += PARTIAL) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      for (let i = min(PARTIAL, rows - row); i > 0; i--) {
        const d0 = f32x4.sub(v128.load(p), m0);
        const d1 = f32x4.sub(v128.load(p, 16), m1);
        s0 = f32x4.add(s0, f32x4.mul(d0, f32x4.sub(v128.load(q), n0)));
        s1 = f32x4.add(s1, f32x4.mul(d1, f32x4.sub(v128.load(q, 16), n1)));
        p += step;
        q += step;
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
    }
    v128.store(to + at, t0);
    v128.store(to + at, t1, 16);
  }
  for (; column < columns; column++) {
    const at = (<usize>column) << 2;
    const m = load<f32>(mean + at);
    const n = m * share;
    let total: f32 = 0;
    let p = x + at;
    let q = y + at;
    for (let row = 0; row < rows; row += PARTIAL) {
      let sum: f32 = 0;
      for (let i = min(PARTIAL, rows - row); i > 0; i--) {
        sum += (load<f32>(p) - m) * (load<f32>(q) - n);
        p += step;
        q += step;
      }
      total += sum;
    }
    store<f32>(to + at, total);
  }
}

function scaleNumbers(x: usize, count: i32, factor: f32): void {
  for (let i = 0; i < count; i++, x += 4) store<f32>(x, load<f32>(x) * factor);
}
