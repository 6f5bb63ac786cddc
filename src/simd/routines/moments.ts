/**
 * Adds, for each of `columns` columns, the distances of `rows` float32 numbers from the column's offset and their
 * squares. Offsets, sums and squares are float64, `columns` of each.
 */
export function addColumnMoments(
  x: usize,
  rows: i32,
  columns: i32,
  offsets: usize,
  sums: usize,
  squares: usize,
): void {
  if (columns === 1) {
    addRun(x, rows, offsets, sums, squares);
    return;
  }
  const size = (<usize>columns) << 3;
  const even = size & ~15;
  for (let row = 0; row < rows; row++) {
    let c: usize = 0;
    for (; c < even; c += 16, x += 8) {
      const numbers = f64x2.promote_low_f32x4(v128.load64_zero(x));
      const away = f64x2.sub(numbers, v128.load(offsets + c));
      v128.store(sums + c, f64x2.add(v128.load(sums + c), away));
      v128.store(squares + c, f64x2.add(v128.load(squares + c), f64x2.mul(away, away)));
    }
    if (c < size) {
      const away = <f64>load<f32>(x) - load<f64>(offsets + c);
      store<f64>(sums + c, load<f64>(sums + c) + away);
      store<f64>(squares + c, load<f64>(squares + c) + away * away);
      x += 4;
    }
  }
}

function addRun(x: usize, count: i32, offset: usize, sum: usize, square: usize): void {
  const offsets = v128.load64_splat(offset);
  let sumA = f64x2.splat(0);
  let sumB = f64x2.splat(0);
  let squareA = f64x2.splat(0);
  let squareB = f64x2.splat(0);
  const end = x + ((<usize>count) << 2);
  const whole = x + ((<usize>(count & ~3)) << 2);
  for (; x < whole; x += 16) {
    const a = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x)), offsets);
    const b = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(x, 8)), offsets);
    sumA = f64x2.add(sumA, a);
    sumB = f64x2.add(sumB, b);
    squareA = f64x2.add(squareA, f64x2.mul(a, a));
    squareB = f64x2.add(squareB, f64x2.mul(b, b));
  }
  sumA = f64x2.add(sumA, sumB);
  squareA = f64x2.add(squareA, squareB);
  let total = f64x2.extract_lane(sumA, 0) + f64x2.extract_lane(sumA, 1);
  let totalSquare = f64x2.extract_lane(squareA, 0) + f64x2.extract_lane(squareA, 1);
  for (; x < end; x += 4) {
    const away = <f64>load<f32>(x) - load<f64>(offset);
    total += away;
    totalSquare += away * away;
  }
  store<f64>(sum, load<f64>(sum) + total);
  store<f64>(square, load<f64>(square) + totalSquare);
}
