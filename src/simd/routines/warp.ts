// fill modes, as `projectiveTransform` numbers them
const CONSTANT = 0;
const REFLECT = 1;
const WRAP = 2;

/**
 * Moves one float32 image by the eight numbers at `matrix`, blending four pixels: TensorFlow's
 * ImageProjectiveTransformV3, every step in float32. `room` is for nine rows of `width` numbers, rounded up to
 * a multiple of 4. `mode` is 0 constant, 1 reflect, 2 wrap, 3 nearest.
 */
export function warpImage(
  x: usize,
  y: usize,
  height: i32,
  width: i32,
  channels: i32,
  matrix: usize,
  mode: i32,
  fill: f32,
  room: usize,
): void {
  const step = (<usize>((width + 3) & ~3)) << 2;
  const pixel = (<usize>channels) << 2;
  sweep(x, <usize>(height * width) * pixel, room);
  for (let row = 0; row < height; row++) {
    placePoints(room, room + step, width, matrix, <f32>row);
    if (mode !== CONSTANT) {
      mapIntoAxis(room, width, width, mode);
      mapIntoAxis(room + step, width, height, mode);
    }
    weighNeighbours(room, step, height, width, <i32>pixel);
    let at = room;
    for (let i = 0; i < width; i++, at += 4, y += pixel) {
      const offset = load<i32>(at + 2 * step);
      if (offset >= 0) {
        const p = x + <usize>offset;
        const right = <usize>load<i32>(at + 3 * step);
        const down = <usize>load<i32>(at + 4 * step);
        if (channels === 3 && i < width - 1) {
          // the fourth number is overwritten by the next pixel
          v128.store(y, blend(p, right, down, at, step));
        } else {
          blendEach(p, y, right, down, at, step, pixel);
        }
      } else {
        blendAtEdge(x, y, height, width, channels, load<f32>(at), load<f32>(at + step), fill);
      }
    }
  }
}

// reads an image in order, so that it is in the cache when it is read out of order
function sweep(x: usize, size: usize, room: usize): void {
  let all = v128.load(x);
  for (let at: usize = 0; at + 64 <= size; at += 64) all = v128.or(all, v128.load(x + at));
  v128.store(room, all);
}

// where each of a row's points lies in the image (-1: not inside), the ways to its neighbours, four weights
function weighNeighbours(room: usize, step: usize, height: i32, width: i32, pixel: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const lastX = f32x4.splat(<f32>(width - 1));
  const lastY = f32x4.splat(<f32>(height - 1));
  const endX = i32x4.splat(width - 1);
  const endY = i32x4.splat(height - 1);
  const toRight = i32x4.splat(pixel);
  const toDown = i32x4.splat(width * pixel);
  for (let at = room; at < room + step; at += 16) {
    const px = v128.load(at);
    const py = v128.load(at + step);
    const x0 = i32x4.trunc_sat_f32x4_s(px);
    const y0 = i32x4.trunc_sat_f32x4_s(py);
    const right = f32x4.sub(px, f32x4.convert_i32x4_s(x0));
    const down = f32x4.sub(py, f32x4.convert_i32x4_s(y0));
    const left = f32x4.sub(one, right);
    const up = f32x4.sub(one, down);
    const isInside = v128.and(
      v128.and(f32x4.ge(px, zero), f32x4.le(px, lastX)),
      v128.and(f32x4.ge(py, zero), f32x4.le(py, lastY)),
    );
    const offset = i32x4.add(i32x4.mul(y0, toDown), i32x4.mul(x0, toRight));
    v128.store(at + 2 * step, v128.bitselect(offset, i32x4.splat(-1), isInside));
    v128.store(at + 3 * step, v128.and(toRight, i32x4.lt_s(x0, endX)));
    v128.store(at + 4 * step, v128.and(toDown, i32x4.lt_s(y0, endY)));
    v128.store(at + 5 * step, f32x4.mul(up, left));
    v128.store(at + 6 * step, f32x4.mul(up, right));
    v128.store(at + 7 * step, f32x4.mul(down, left));
    v128.store(at + 8 * step, f32x4.mul(down, right));
  }
}

function blend(p: usize, right: usize, down: usize, at: usize, step: usize): v128 {
  const upper = f32x4.add(
    f32x4.mul(v128.load32_splat(at + 5 * step), v128.load(p)),
    f32x4.mul(v128.load32_splat(at + 6 * step), v128.load(p + right)),
  );
  const lower = f32x4.add(
    f32x4.mul(v128.load32_splat(at + 7 * step), v128.load(p + down)),
    f32x4.mul(v128.load32_splat(at + 8 * step), v128.load(p + down + right)),
  );
  return f32x4.add(upper, lower);
}

function blendEach(
  p: usize,
  y: usize,
  right: usize,
  down: usize,
  at: usize,
  step: usize,
  pixel: usize,
): void {
  const upperLeft = load<f32>(at + 5 * step);
  const upperRight = load<f32>(at + 6 * step);
  const lowerLeft = load<f32>(at + 7 * step);
  const lowerRight = load<f32>(at + 8 * step);
  for (let c: usize = 0; c < pixel; c += 4) {
    const q = p + c;
    const upper = upperLeft * load<f32>(q) + upperRight * load<f32>(q + right);
    const lower = lowerLeft * load<f32>(q + down) + lowerRight * load<f32>(q + down + right);
    store<f32>(y + c, upper + lower);
  }
}

// the input points of a row of output pixels
function placePoints(xs: usize, ys: usize, width: i32, matrix: usize, row: f32): void {
  const a0 = f32x4.splat(load<f32>(matrix));
  const a1y = f32x4.splat(load<f32>(matrix, 4) * row);
  const a2 = f32x4.splat(load<f32>(matrix, 8));
  const b0 = f32x4.splat(load<f32>(matrix, 12));
  const b1y = f32x4.splat(load<f32>(matrix, 16) * row);
  const b2 = f32x4.splat(load<f32>(matrix, 20));
  const c0 = f32x4.splat(load<f32>(matrix, 24));
  const c1y = f32x4.splat(load<f32>(matrix, 28) * row);
  const affine = load<f32>(matrix, 24) === 0 && load<f32>(matrix, 28) === 0;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  let columns = f32x4(0, 1, 2, 3);
  for (let i = 0; i < width; i += 4) {
    let px = f32x4.add(f32x4.add(f32x4.mul(a0, columns), a1y), a2);
    let py = f32x4.add(f32x4.add(f32x4.mul(b0, columns), b1y), b2);
    if (!affine) {
      const k = f32x4.add(f32x4.add(f32x4.mul(c0, columns), c1y), one);
      // a point at infinity is outside in every fill mode
      const lost = f32x4.eq(k, zero);
      const nan = f32x4.splat(NaN);
      px = v128.bitselect(nan, f32x4.div(px, k), lost);
      py = v128.bitselect(nan, f32x4.div(py, k), lost);
    }
    v128.store(xs + ((<usize>i) << 2), px);
    v128.store(ys + ((<usize>i) << 2), py);
    columns = f32x4.add(columns, f32x4.splat(4));
  }
}

// points outside an axis become the points inside that stand in for them; NaN stays NaN
function mapIntoAxis(points: usize, count: i32, length: i32, mode: i32): void {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  const size = f32x4.splat(<f32>length);
  const last = f32x4.splat(<f32>(length - 1));
  const period = f32x4.splat(<f32>(length * 2));
  for (let i = 0; i < count; i += 4) {
    const at = points + ((<usize>i) << 2);
    const v = v128.load(at);
    const isBelow = f32x4.lt(v, zero);
    const isOutside = v128.or(isBelow, f32x4.gt(v, last));
    if (!v128.any_true(isOutside)) continue;
    let low = zero;
    let high = last;
    if (mode === REFLECT) {
      low = f32x4.add(f32x4.mul(period, f32x4.trunc(f32x4.div(f32x4.neg(v), period))), v);
      const isFar = f32x4.lt(low, f32x4.neg(size));
      low = v128.bitselect(f32x4.add(low, period), f32x4.sub(f32x4.neg(low), one), isFar);
      high = f32x4.sub(v, f32x4.mul(period, f32x4.trunc(f32x4.div(v, period))));
      const isBack = f32x4.ge(high, size);
      high = v128.bitselect(f32x4.sub(f32x4.sub(period, high), one), high, isBack);
    } else if (mode === WRAP) {
      // TensorFlow's own wrap: its period is one pixel short
      const below = f32x4.add(f32x4.trunc(f32x4.div(f32x4.neg(v), last)), one);
      low = f32x4.add(v, f32x4.mul(size, below));
      high = f32x4.sub(v, f32x4.mul(size, f32x4.trunc(f32x4.div(v, last))));
    }
    const mapped = v128.bitselect(low, high, isBelow);
    const inside = f32x4.min(last, f32x4.max(zero, mapped));
    v128.store(at, v128.bitselect(inside, v, isOutside));
  }
}

// one to four of the four pixels lie outside and count as `fill`; so does a point at infinity
function blendAtEdge(
  x: usize,
  y: usize,
  height: i32,
  width: i32,
  channels: i32,
  px: f32,
  py: f32,
  fill: f32,
): void {
  const pixel = (<usize>channels) << 2;
  if (!(px > -1 && py > -1 && px < <f32>width && py < <f32>height)) {
    for (let c: usize = 0; c < pixel; c += 4) store<f32>(y + c, fill);
    return;
  }
  const x0 = <i32>floor<f32>(px);
  const y0 = <i32>floor<f32>(py);
  const right = px - <f32>x0;
  const down = py - <f32>y0;
  const left: f32 = 1 - right;
  const up: f32 = 1 - down;
  const hasLeft = x0 >= 0;
  const hasRight = x0 < width - 1;
  const hasUp = y0 >= 0;
  const hasDown = y0 < height - 1;
  const row = <usize>width * pixel;
  // may lie before the image: only what is inside is read
  const p = x + <usize>(y0 * width + x0) * pixel;
  for (let c: usize = 0; c < pixel; c += 4) {
    const at = p + c;
    const upperLeft = hasUp && hasLeft ? load<f32>(at) : fill;
    const upperRight = hasUp && hasRight ? load<f32>(at + pixel) : fill;
    const lowerLeft = hasDown && hasLeft ? load<f32>(at + row) : fill;
    const lowerRight = hasDown && hasRight ? load<f32>(at + row + pixel) : fill;
    const upper = left * upperLeft + right * upperRight;
    const lower = left * lowerLeft + right * lowerRight;
    store<f32>(y + c, up * upper + down * lower);
  }
}
