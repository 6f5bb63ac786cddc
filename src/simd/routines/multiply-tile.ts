/** Rows of the part of a product that is summed in registers. */
export const TILE_ROWS = 4;
/** Columns of that part. */
export const TILE_COLUMNS = 8;
/** Bytes of one row of a packed panel of TILE_COLUMNS columns. */
export const PANEL_STEP: usize = 32;

/**
 * A tile of a product: the rows at c0 to c3, 8 numbers each, become a * b, added to what is there unless
 * `isFirst`. `a` holds 4 numbers and `b` 8 for each of the `depth` summands.
 */
export function multiplyTile(
  depth: i32,
  a: usize,
  b: usize,
  c0: usize,
  c1: usize,
  c2: usize,
  c3: usize,
  isFirst: bool,
): void {
  let s00 = f32x4.splat(0);
  let s01 = f32x4.splat(0);
  let s10 = f32x4.splat(0);
  let s11 = f32x4.splat(0);
  let s20 = f32x4.splat(0);
  let s21 = f32x4.splat(0);
  let s30 = f32x4.splat(0);
  let s31 = f32x4.splat(0);
  const end = b + <usize>depth * PANEL_STEP;
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load_splat<f32>(a);
    const a1 = v128.load_splat<f32>(a, 4);
    s00 = f32x4.add(s00, f32x4.mul(a0, b0));
    s01 = f32x4.add(s01, f32x4.mul(a0, b1));
    s10 = f32x4.add(s10, f32x4.mul(a1, b0));
    s11 = f32x4.add(s11, f32x4.mul(a1, b1));
    const a2 = v128.load_splat<f32>(a, 8);
    const a3 = v128.load_splat<f32>(a, 12);
    s20 = f32x4.add(s20, f32x4.mul(a2, b0));
    s21 = f32x4.add(s21, f32x4.mul(a2, b1));
    s30 = f32x4.add(s30, f32x4.mul(a3, b0));
    s31 = f32x4.add(s31, f32x4.mul(a3, b1));
    a += 16;
    b += PANEL_STEP;
  }
  if (!isFirst) {
    s00 = f32x4.add(s00, v128.load(c0));
    s01 = f32x4.add(s01, v128.load(c0, 16));
    s10 = f32x4.add(s10, v128.load(c1));
    s11 = f32x4.add(s11, v128.load(c1, 16));
    s20 = f32x4.add(s20, v128.load(c2));
    s21 = f32x4.add(s21, v128.load(c2, 16));
    s30 = f32x4.add(s30, v128.load(c3));
    s31 = f32x4.add(s31, v128.load(c3, 16));
  }
  v128.store(c0, s00);
  v128.store(c0, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

/** Puts four rows of `count` numbers side by side: 4 numbers at `to`, the next 4 `step` bytes on. */
export function interleaveRows(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  count: i32,
  to: usize,
  step: usize,
): void {
  let i = 0;
  for (; i + 4 <= count; i += 4) {
    const r0 = v128.load(p0);
    const r1 = v128.load(p1);
    const r2 = v128.load(p2);
    const r3 = v128.load(p3);
    const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to, v128.shuffle<i64>(t0, t2, 0, 2));
    v128.store(to + step, v128.shuffle<i64>(t0, t2, 1, 3));
    v128.store(to + step * 2, v128.shuffle<i64>(t1, t3, 0, 2));
    v128.store(to + step * 3, v128.shuffle<i64>(t1, t3, 1, 3));
    p0 += 16;
    p1 += 16;
    p2 += 16;
    p3 += 16;
    to += step * 4;
  }
  for (; i < count; i++) {
    store<f32>(to, load<f32>(p0));
    store<f32>(to, load<f32>(p1), 4);
    store<f32>(to, load<f32>(p2), 8);
    store<f32>(to, load<f32>(p3), 12);
    p0 += 4;
    p1 += 4;
    p2 += 4;
    p3 += 4;
    to += step;
  }
}
