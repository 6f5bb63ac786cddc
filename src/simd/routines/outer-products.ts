import { multiplyTile, PANEL_STEP, TILE_COLUMNS, TILE_ROWS } from "./multiply-tile";

/**
 * Gradients of a convolution's filter, and products of a transposed matrix: for each tap, the sum over images and
 * positions of the `depth` numbers of the source pixel at that tap times the `columns` gradients of the position.
 *
 * `table` holds a pixel's number, or -1 for none, for each position and tap. Steps are in bytes. `scratch` holds
 * 32 + 10 * blockRows + blockRows * blockDepth numbers; blockDepth is a multiple of 4.
 */
export function outerProducts(
  images: i32,
  positions: i32,
  taps: i32,
  table: usize,
  source: usize,
  imageStep: usize,
  pixelStep: usize,
  depth: i32,
  gradient: usize,
  gradientImageStep: usize,
  gradientPixelStep: usize,
  columns: i32,
  out: usize,
  tapStep: usize,
  scratch: usize,
  blockRows: i32,
  blockDepth: i32,
): void {
  const spill = scratch;
  const pixels = spill + 128;
  const gradients = pixels + ((<usize>blockRows) << 2);
  const panel = gradients + ((<usize>blockRows) << 2);
  const block = panel + <usize>blockRows * PANEL_STEP;
  const rowStep = (<usize>columns) << 2;
  const rows = images * positions;
  for (let tap = 0; tap < taps; tap++) {
    const target = out + <usize>tap * tapStep;
    let isFirst = true;
    let row = 0;
    do {
      let count = 0;
      for (; row < rows && count < blockRows; row++) {
        const position = row / images;
        const pixel = load<i32>(table + ((<usize>(position * taps + tap)) << 2));
        if (pixel < 0) {
          row = (position + 1) * images - 1;
          continue;
        }
        const image = <usize>(row - position * images);
        const at = (<usize>count) << 2;
        store<usize>(pixels + at, source + image * imageStep + <usize>pixel * pixelStep);
        store<usize>(
          gradients + at,
          gradient + image * gradientImageStep + <usize>position * gradientPixelStep,
        );
        count++;
      }
      if (count === 0 && !isFirst) break;
      for (let first = 0; first < depth; first += blockDepth) {
        const end = min(depth, first + blockDepth);
        for (let channel = first; channel < end; channel += TILE_ROWS) {
          const to = block + ((<usize>((channel - first) * count)) << 2);
          pack(pixels, count, (<usize>channel) << 2, end - channel, TILE_ROWS, to);
        }
        for (let column = 0; column < columns; column += TILE_COLUMNS) {
          const width = min(TILE_COLUMNS, columns - column);
          pack(gradients, count, (<usize>column) << 2, width, TILE_COLUMNS, panel);
          for (let channel = first; channel < end; channel += TILE_ROWS) {
            const a = block + ((<usize>((channel - first) * count)) << 2);
            const c = target + <usize>channel * rowStep + ((<usize>column) << 2);
            const height = min(TILE_ROWS, end - channel);
            if (width === TILE_COLUMNS && height === TILE_ROWS) {
              const c1 = c + rowStep;
              const c2 = c1 + rowStep;
              multiplyTile(count, a, panel, c, c1, c2, c2 + rowStep, isFirst);
            } else {
              multiplyTile(count, a, panel, spill, spill + 32, spill + 64, spill + 96, true);
              keepPart(spill, c, rowStep, height, width, isFirst);
            }
          }
        }
      }
      isFirst = false;
    } while (row < rows);
  }
}

function keepPart(
  from: usize,
  to: usize,
  rowStep: usize,
  height: i32,
  width: i32,
  isFirst: bool,
): void {
  for (let i = 0; i < height; i++) {
    for (let j = 0; j < width; j++) {
      const at = (<usize>j) << 2;
      const sum = load<f32>(from + at);
      store<f32>(to + at, isFirst ? sum : sum + load<f32>(to + at));
    }
    from += PANEL_STEP;
    to += rowStep;
  }
}

// `size` (4 or 8) numbers from each of `count` addresses side by side, 0 from `width` on
function pack(addresses: usize, count: i32, offset: usize, width: i32, size: i32, to: usize): void {
  const end = addresses + ((<usize>count) << 2);
  const step = (<usize>size) << 2;
  if (width < size) {
    for (; addresses < end; addresses += 4, to += step) {
      const from = load<usize>(addresses) + offset;
      for (let j = 0; j < size; j++) {
        const at = (<usize>j) << 2;
        store<f32>(to + at, j < width ? load<f32>(from + at) : 0);
      }
    }
  } else if (size === TILE_ROWS) {
    for (; addresses < end; addresses += 4, to += step) {
      v128.store(to, v128.load(load<usize>(addresses) + offset));
    }
  } else {
    for (; addresses < end; addresses += 4, to += step) {
      const from = load<usize>(addresses) + offset;
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  }
}
