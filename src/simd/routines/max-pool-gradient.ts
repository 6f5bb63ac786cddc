/**
 * Gives each window's gradient to the first of its greatest numbers. `dx` holds zeros beforehand; windows are
 * cut at the edges of the `height` x `width` images.
 */
export function maxPoolGradient(
  x: usize,
  dy: usize,
  dx: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
): void {
  const pixelBytes = (<usize>channels) << 2;
  const whole = (<usize>(channels & ~3)) << 2;
  const imageBytes = <usize>(height * width) * pixelBytes;
  const rowStep = <usize>width * pixelBytes;
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < outHeight; i++) {
      const firstRow = max(0, i * strideHeight - top);
      const endRow = min(height, i * strideHeight - top + windowHeight);
      for (let j = 0; j < outWidth; j++) {
        const firstColumn = max(0, j * strideWidth - left);
        const endColumn = min(width, j * strideWidth - left + windowWidth);
        const start = <usize>(firstRow * width + firstColumn) * pixelBytes;
        for (let c: usize = 0; c < whole; c += 16) {
          let greatest = f32x4.splat(-Infinity);
          let at = start + c;
          for (let row = firstRow; row < endRow; row++, at += rowStep) {
            let p = x + at;
            for (let column = firstColumn; column < endColumn; column++) {
              // a lane that is NaN never wins, as in tfjs
              greatest = f32x4.pmax(greatest, v128.load(p));
              p += pixelBytes;
            }
          }
          let open = i32x4.splat(-1);
          const gradient = v128.load(dy + c);
          at = start + c;
          for (let row = firstRow; row < endRow; row++, at += rowStep) {
            let p = at;
            for (let column = firstColumn; column < endColumn; column++) {
              const hit = v128.and(open, f32x4.eq(v128.load(x + p), greatest));
              v128.store(dx + p, f32x4.add(v128.load(dx + p), v128.and(hit, gradient)));
              open = v128.andnot(open, hit);
              p += pixelBytes;
            }
          }
        }
        for (let c = whole; c < pixelBytes; c += 4) {
          let greatest: f32 = -Infinity;
          let place: usize = -1;
          let at = start + c;
          for (let row = firstRow; row < endRow; row++, at += rowStep) {
            let p = at;
            for (let column = firstColumn; column < endColumn; column++) {
              const value = load<f32>(x + p);
              if (value > greatest) {
                greatest = value;
                place = p;
              }
              p += pixelBytes;
            }
          }
          if (place !== <usize>-1) {
            store<f32>(dx + place, load<f32>(dx + place) + load<f32>(dy + c));
          }
        }
        dy += pixelBytes;
      }
    }
    x += imageBytes;
    dx += imageBytes;
  }
}
