import { interleaveRows, multiplyTile, PANEL_STEP, TILE_COLUMNS, TILE_ROWS } from "./multiply-tile";

/**
 * Convolutions and matrix products: for each image and each of its output positions, the sum over taps of the
 * `depth` numbers of the source pixel at that tap times the weights of the tap, plus the bias unless it is 0.
 *
 * `table` holds a pixel's number, or -1 for none, for each position and tap. Steps are in bytes. A weight stands
 * at tap * tapStep + row * rowStep + column * columnStep, where rowStep or columnStep is 4.
 * `scratch` holds max(depth, 8) + 40 + 8 * taps * depth numbers, blockRows * taps * depth more, and
 * (blockRows / 4 + 1) * (taps + 1); blockRows is a multiple of 4.
 *
 * Rows go position by position, so that those of a tile share their taps: taps outside the source cost nothing.
 */
export function gatherProduct(
  images: i32,
  positions: i32,
  taps: i32,
  table: usize,
  source: usize,
  imageStep: usize,
  pixelStep: usize,
  depth: i32,
  weights: usize,
  tapStep: usize,
  rowStep: usize,
  columnStep: usize,
  out: usize,
  outImageStep: usize,
  outPixelStep: usize,
  columns: i32,
  bias: usize,
  scratch: usize,
  blockRows: i32,
): void {
  const zeros = scratch;
  const spill = zeros + ((<usize>(max(depth, 8) + 3) & ~3) << 2);
  const panel = spill + 128;
  const block = panel + <usize>(taps * depth) * PANEL_STEP;
  const isUsed = block + ((<usize>(blockRows * taps * depth)) << 2);
  const lists = isUsed + ((<usize>(taps + 1)) << 2);
  const listStep = (<usize>(taps + 1)) << 2;
  const tapBytes = (<usize>depth) << 4;
  memory.fill(zeros, 0, spill - zeros);
  const rows = images * positions;
  for (let first = 0; first < rows; first += blockRows) {
    const end = min(rows, first + blockRows);
    memory.fill(isUsed, 0, listStep);
    let to = block;
    let list = lists;
    for (let row = first; row < end; row += TILE_ROWS) {
      let count = 0;
      for (let tap = 0; tap < taps; tap++) {
        const p0 = pixelAt(row, end, tap, images, taps, table, source, imageStep, pixelStep);
        const p1 = pixelAt(row + 1, end, tap, images, taps, table, source, imageStep, pixelStep);
        const p2 = pixelAt(row + 2, end, tap, images, taps, table, source, imageStep, pixelStep);
        const p3 = pixelAt(row + 3, end, tap, images, taps, table, source, imageStep, pixelStep);
        if ((p0 | p1 | p2 | p3) === 0) continue;
        count++;
        store<i32>(list + ((<usize>count) << 2), tap);
        store<i32>(isUsed + ((<usize>tap) << 2), 1);
        interleaveRows(
          p0 ? p0 : zeros,
          p1 ? p1 : zeros,
          p2 ? p2 : zeros,
          p3 ? p3 : zeros,
          depth,
          to,
          16,
        );
        to += tapBytes;
      }
      store<i32>(list, count);
      list += listStep;
    }
    for (let column = 0; column < columns; column += TILE_COLUMNS) {
      const width = min(TILE_COLUMNS, columns - column);
      for (let tap = 0; tap < taps; tap++) {
        if (!load<i32>(isUsed + ((<usize>tap) << 2))) continue;
        const from = weights + <usize>tap * tapStep + <usize>column * columnStep;
        const target = panel + <usize>(tap * depth) * PANEL_STEP;
        packPanel(from, rowStep, columnStep, depth, width, zeros, target);
      }
      let a = block;
      list = lists;
      for (let row = first; row < end; row += TILE_ROWS) {
        const isFull = width === TILE_COLUMNS && row + TILE_ROWS <= end;
        let c0 = spill;
        let c1 = spill + 32;
        let c2 = spill + 64;
        let c3 = spill + 96;
        if (isFull) {
          const at = out + ((<usize>column) << 2);
          c0 = outputAt(row, images, at, outImageStep, outPixelStep);
          c1 = outputAt(row + 1, images, at, outImageStep, outPixelStep);
          c2 = outputAt(row + 2, images, at, outImageStep, outPixelStep);
          c3 = outputAt(row + 3, images, at, outImageStep, outPixelStep);
        }
        const count = load<i32>(list);
        const starts = bias !== 0 || count === 0;
        if (starts) fillTile(bias ? bias + ((<usize>column) << 2) : zeros, width, c0, c1, c2, c3);
        let i = 0;
        while (i < count) {
          // neighbouring taps make one longer sum
          const tap = load<i32>(list + ((<usize>(i + 1)) << 2));
          let run = 1;
          while (i + run < count && load<i32>(list + ((<usize>(i + run + 1)) << 2)) === tap + run) {
            run++;
          }
          const b = panel + <usize>(tap * depth) * PANEL_STEP;
          multiplyTile(run * depth, a, b, c0, c1, c2, c3, !starts && i === 0);
          a += <usize>run * tapBytes;
          i += run;
        }
        if (!isFull) {
          for (let r = row; r < min(row + TILE_ROWS, end); r++) {
            const target = outputAt(r, images, out, outImageStep, outPixelStep);
            const from = spill + ((<usize>(r - row)) << 5);
            memory.copy(target + ((<usize>column) << 2), from, (<usize>width) << 2);
          }
        }
        list += listStep;
      }
    }
  }
}

// 0 where there is none
function pixelAt(
  row: i32,
  end: i32,
  tap: i32,
  images: i32,
  taps: i32,
  table: usize,
  source: usize,
  imageStep: usize,
  pixelStep: usize,
): usize {
  if (row >= end) return 0;
  const position = row / images;
  const pixel = load<i32>(table + ((<usize>(position * taps + tap)) << 2));
  if (pixel < 0) return 0;
  return source + <usize>(row - position * images) * imageStep + <usize>pixel * pixelStep;
}

function outputAt(row: i32, images: i32, out: usize, imageStep: usize, pixelStep: usize): usize {
  const position = row / images;
  return out + <usize>(row - position * images) * imageStep + <usize>position * pixelStep;
}

function fillTile(from: usize, width: i32, c0: usize, c1: usize, c2: usize, c3: usize): void {
  if (width === TILE_COLUMNS) {
    const v0 = v128.load(from);
    const v1 = v128.load(from, 16);
    v128.store(c0, v0);
    v128.store(c0, v1, 16);
    v128.store(c1, v0);
    v128.store(c1, v1, 16);
    v128.store(c2, v0);
    v128.store(c2, v1, 16);
    v128.store(c3, v0);
    v128.store(c3, v1, 16);
    return;
  }
  for (let j = 0; j < width; j++) {
    const at = (<usize>j) << 2;
    const value = load<f32>(from + at);
    store<f32>(c0 + at, value);
    store<f32>(c1 + at, value);
    store<f32>(c2 + at, value);
    store<f32>(c3 + at, value);
  }
}

// TILE_COLUMNS columns of the weights of a tap side by side, 0 from `width` on
function packPanel(
  from: usize,
  rowStep: usize,
  columnStep: usize,
  depth: i32,
  width: i32,
  zeros: usize,
  to: usize,
): void {
  if (columnStep !== 4) {
    for (let half = 0; half < 2; half++) {
      const rest = width - half * 4;
      const p = from + <usize>(half * 4) * columnStep;
      interleaveRows(
        rest > 0 ? p : zeros,
        rest > 1 ? p + columnStep : zeros,
        rest > 2 ? p + columnStep * 2 : zeros,
        rest > 3 ? p + columnStep * 3 : zeros,
        depth,
        to + <usize>(half * 16),
        PANEL_STEP,
      );
    }
    return;
  }
  for (let i = 0; i < depth; i++) {
    if (width === TILE_COLUMNS) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    } else {
      for (let j = 0; j < TILE_COLUMNS; j++) {
        const at = (<usize>j) << 2;
        store<f32>(to + at, j < width ? load<f32>(from + at) : 0);
      }
    }
    from += rowStep;
    to += PANEL_STEP;
  }
}
