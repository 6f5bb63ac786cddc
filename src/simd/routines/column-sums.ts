// so few rows are summed before a partial sum is added, which keeps rounding errors small
const PARTIAL = 128;

/** y[column] = the sum of that column of x, a matrix of `rows` rows. */
export function sumColumns(x: usize, y: usize, rows: i32, columns: i32): void {
  const step = (<usize>columns) << 2;
  let column = 0;
  for (; column + 16 <= columns; column += 16) {
    let t0 = f32x4.splat(0);
    let t1 = t0;
    let t2 = t0;
    let t3 = t0;
    let from = x + ((<usize>column) << 2);
    for (let row = 0; row < rows; row += PARTIAL) {
      let s0 = f32x4.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      for (let i = min(PARTIAL, rows - row); i > 0; i--) {
        s0 = f32x4.add(s0, v128.load(from));
        s1 = f32x4.add(s1, v128.load(from, 16));
        s2 = f32x4.add(s2, v128.load(from, 32));
        s3 = f32x4.add(s3, v128.load(from, 48));
        from += step;
      }
      t0 = f32x4.add(t0, s0);
      t1 = f32x4.add(t1, s1);
      t2 = f32x4.add(t2, s2);
      t3 = f32x4.add(t3, s3);
    }
    const to = y + ((<usize>column) << 2);
    v128.store(to, t0);
    v128.store(to, t1, 16);
    v128.store(to, t2, 32);
    v128.store(to, t3, 48);
  }
  for (; column < columns; column++) {
    let total: f32 = 0;
    let from = x + ((<usize>column) << 2);
    for (let row = 0; row < rows; row += PARTIAL) {
      let sum: f32 = 0;
      for (let i = min(PARTIAL, rows - row); i > 0; i--) {
        sum += load<f32>(from);
        from += step;
      }
      total += sum;
    }
    store<f32>(y + ((<usize>column) << 2), total);
  }
}
