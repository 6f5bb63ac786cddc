import { interleaveRows, multiplyTile, PANEL_STEP, TILE_COLUMNS, TILE_ROWS } from "./multiply-tile";

// For each tile of rows: four tables, four images, four targets, the number of taps, the taps
const LIST_TARGETS: usize = 32;
const LIST_COUNT: usize = 48;
const LIST_TAPS: usize = 52;

// so many rows of a panel fit the first-level cache
const LONGEST_SUM = 512;

/**
 * Convolutions and matrix products: for each image and each of its output positions, the sum over taps of the
 * `depth` numbers of the source pixel at that tap times the weights of the tap, plus the bias unless it is 0.
 *
 * `table` holds a pixel's number, or -1 for none, for each position and tap. Steps are in bytes. A weight stands
 * at tap * tapStep + row * rowStep + column * columnStep, where rowStep or columnStep is 4.
 * `scratch` holds max(depth, 8) + 40 + 8 * taps * depth numbers, blockRows * taps * depth more, and
 * taps + blockRows / 4 * (taps + 13); blockRows is a multiple of 4.
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
  const lists = isUsed + ((<usize>taps) << 2);
  const tapBytes = (<usize>depth) << 4;
  memory.fill(zeros, 0, spill - zeros);
  const rows = images * positions;
  for (let first = 0; first < rows; first += blockRows) {
    const end = min(rows, first + blockRows);
    memory.fill(isUsed, 0, (<usize>taps) << 2);
    let position = first / images;
    let image = first - position * images;
    let to = block;
    let list = lists;
    for (let row = first; row < end; row += TILE_ROWS) {
      // where the rows' pixels and their table are; behind the last row, a table of none
      for (let i: usize = 0; i < 16; i += 4) {
        const isRow = row + <i32>(i >> 2) < end;
        store<usize>(list + i, isRow ? table + ((<usize>(position * taps)) << 2) : 0);
        store<usize>(list + i, source + <usize>image * imageStep, 16);
        const target = out + <usize>image * outImageStep + <usize>position * outPixelStep;
        store<usize>(list + i, isRow ? target : 0, LIST_TARGETS);
        if (++image === images) {
          image = 0;
          position++;
        }
      }
      let count = 0;
      for (let tap = 0; tap < taps; tap++) {
        const p0 = pixelAt(list, tap, pixelStep);
        const p1 = pixelAt(list + 4, tap, pixelStep);
        const p2 = pixelAt(list + 8, tap, pixelStep);
        const p3 = pixelAt(list + 12, tap, pixelStep);
        if ((p0 | p1 | p2 | p3) === 0) continue;
        store<i32>(list + ((<usize>count) << 2), tap, LIST_TAPS);
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
        count++;
      }
      store<i32>(list, count, LIST_COUNT);
      list += LIST_TAPS + ((<usize>taps) << 2);
    }
    for (let column = 0; column < columns; column += TILE_COLUMNS) {
      const width = min(TILE_COLUMNS, columns - column);
      const offset = (<usize>column) << 2;
      for (let tap = 0; tap < taps; tap++) {
        if (!load<i32>(isUsed + ((<usize>tap) << 2))) continue;
        const from = weights + <usize>tap * tapStep + <usize>column * columnStep;
        const target = panel + <usize>(tap * depth) * PANEL_STEP;
        packPanel(from, rowStep, columnStep, depth, width, zeros, target);
      }
      // a part of the panel that stays in the first-level cache while all rows meet it
      const partDepth = taps === 1 ? min(depth, LONGEST_SUM) : depth;
      let start = 0;
      do {
        const length = min(partDepth, depth - start);
        let a = block + ((<usize>start) << 4);
        list = lists;
        for (let row = first; row < end; row += TILE_ROWS) {
          const isFull = width === TILE_COLUMNS && row + TILE_ROWS <= end;
          const count = load<i32>(list, LIST_COUNT);
          let c0 = spill;
          let c1 = spill + 32;
          let c2 = spill + 64;
          let c3 = spill + 96;
          if (isFull) {
            c0 = load<usize>(list, LIST_TARGETS) + offset;
            c1 = load<usize>(list, LIST_TARGETS + 4) + offset;
            c2 = load<usize>(list, LIST_TARGETS + 8) + offset;
            c3 = load<usize>(list, LIST_TARGETS + 12) + offset;
          } else if (start > 0) {
            moveSpill(spill, list, offset, width, false);
          }
          const starts = start === 0 && (bias !== 0 || count === 0);
          if (starts) fillTile(bias ? bias + offset : zeros, width, c0, c1, c2, c3);
          let i = 0;
          while (i < count) {
            // neighbouring taps make one longer sum
            const tap = load<i32>(list + ((<usize>i) << 2), LIST_TAPS);
            let run = 1;
            while (
              i + run < count &&
              load<i32>(list + ((<usize>(i + run)) << 2), LIST_TAPS) === tap + run
            ) {
              run++;
            }
            const b = panel + <usize>(tap * depth + start) * PANEL_STEP;
            const isFirst = !starts && i === 0 && start === 0;
            multiplyTile(taps === 1 ? length : run * depth, a, b, c0, c1, c2, c3, isFirst);
            a += <usize>run * tapBytes;
            i += run;
          }
          if (!isFull) moveSpill(spill, list, offset, width, true);
          list += LIST_TAPS + ((<usize>taps) << 2);
        }
        start += partDepth;
      } while (start < depth);
    }
  }
}

// 0 where there is none; `list` points to the row's table, and 16 bytes on to its image
function pixelAt(list: usize, tap: i32, pixelStep: usize): usize {
  const table = load<usize>(list);
  if (table === 0) return 0;
  const pixel = load<i32>(table + ((<usize>tap) << 2));
  return pixel < 0 ? 0 : load<usize>(list, 16) + <usize>pixel * pixelStep;
}

// between a tile that does not fit the result and the part of the result that it covers
function moveSpill(spill: usize, list: usize, offset: usize, width: i32, isOut: bool): void {
  for (let i: usize = 0; i < 16; i += 4) {
    const target = load<usize>(list + i, LIST_TARGETS);
    if (target === 0) continue;
    const at = target + offset;
    const bytes = (<usize>width) << 2;
    if (isOut) memory.copy(at, spill + i * 8, bytes);
    else memory.copy(spill + i * 8, at, bytes);
  }
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
