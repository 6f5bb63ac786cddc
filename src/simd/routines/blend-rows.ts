/**
 * One row of pixels, blended sideways: output pixel i is first + (second - first) * towards, where `first`
 * and `second` hold the places of two input pixels, counted in numbers from `x`.
 */
export function blendRowSideways(
  x: usize,
  y: usize,
  count: i32,
  channels: i32,
  first: usize,
  second: usize,
  towards: usize,
): void {
  if (channels === 3) {
    blendRgbSideways(x, y, count, first, second, towards);
    return;
  }
  const size = (<usize>channels) << 2;
  const whole = size & ~15;
  for (let i = 0; i < count; i++, first += 4, second += 4, towards += 4) {
    const p = x + ((<usize>load<i32>(first)) << 2);
    const q = x + ((<usize>load<i32>(second)) << 2);
    const right = load<f32>(towards);
    const rights = f32x4.splat(right);
    let c: usize = 0;
    for (; c < whole; c += 16) {
      const left = v128.load(p + c);
      const way = f32x4.sub(v128.load(q + c), left);
      v128.store(y + c, f32x4.add(left, f32x4.mul(way, rights)));
    }
    for (; c < size; c += 4) {
      const left = load<f32>(p + c);
      store<f32>(y + c, left + (load<f32>(q + c) - left) * right);
    }
    y += size;
  }
}

function blendRgbSideways(
  x: usize,
  y: usize,
  count: i32,
  first: usize,
  second: usize,
  towards: usize,
): void {
  const last = first + ((<usize>(count - 1)) << 2);
  for (; first < last; first += 4, second += 4, towards += 4, y += 12) {
    // the fourth number is overwritten by the next pixel
    v128.store(y, blendPixel(x, first, second, towards));
  }
  const pixel = blendPixel(x, first, second, towards);
  v128.store64_lane(y, pixel, 0);
  v128.store32_lane(y, pixel, 2, 8);
}

function blendPixel(x: usize, first: usize, second: usize, towards: usize): v128 {
  const left = v128.load(x + ((<usize>load<i32>(first)) << 2));
  const right = v128.load(x + ((<usize>load<i32>(second)) << 2));
  const way = f32x4.mul(f32x4.sub(right, left), v128.load32_splat(towards));
  return f32x4.add(left, way);
}

/** y = above + (below - above) * down for `count` numbers. */
export function blendRows(above: usize, below: usize, y: usize, count: i32, down: f32): void {
  const downs = f32x4.splat(down);
  const whole = (<usize>(count & ~3)) << 2;
  const end = (<usize>count) << 2;
  let i: usize = 0;
  for (; i < whole; i += 16) {
    const upper = v128.load(above + i);
    v128.store(y + i, f32x4.add(upper, f32x4.mul(f32x4.sub(v128.load(below + i), upper), downs)));
  }
  for (; i < end; i += 4) {
    const upper = load<f32>(above + i);
    store<f32>(y + i, upper + (load<f32>(below + i) - upper) * down);
  }
}
