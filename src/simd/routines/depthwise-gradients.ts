/**
 * Gradients of a depthwise convolution. `geometry` holds fifteen int32: images, height, width, channels,
 * multiplier, window height and width, output height and width, strides, dilations, top and left padding.
 * Gradients are [images, outHeight, outWidth, channels * multiplier], filters [height, width, channels, multiplier].
 */
export function depthwiseFilterGradient(x: usize, dy: usize, filter: usize, geometry: usize): void {
  const size = load<i32>(geometry, 20) * load<i32>(geometry, 24);
  const count = size * load<i32>(geometry, 12) * load<i32>(geometry, 16);
  memory.fill(filter, 0, (<usize>count) << 2);
  visit(x, dy, filter, geometry, true);
}

/** As above, into `dx`, from the filter. */
export function depthwiseInputGradient(dx: usize, dy: usize, filter: usize, geometry: usize): void {
  const pixels = load<i32>(geometry) * load<i32>(geometry, 4) * load<i32>(geometry, 8);
  memory.fill(dx, 0, (<usize>(pixels * load<i32>(geometry, 12))) << 2);
  visit(dx, dy, filter, geometry, false);
}

function visit(image: usize, dy: usize, filter: usize, geometry: usize, isOfFilter: bool): void {
  const images = load<i32>(geometry);
  const height = load<i32>(geometry, 4);
  const width = load<i32>(geometry, 8);
  const channels = load<i32>(geometry, 12);
  const multiplier = load<i32>(geometry, 16);
  const windowHeight = load<i32>(geometry, 20);
  const windowWidth = load<i32>(geometry, 24);
  const outHeight = load<i32>(geometry, 28);
  const outWidth = load<i32>(geometry, 32);
  const strideHeight = load<i32>(geometry, 36);
  const strideWidth = load<i32>(geometry, 40);
  const dilationHeight = load<i32>(geometry, 44);
  const dilationWidth = load<i32>(geometry, 48);
  const top = load<i32>(geometry, 52);
  const left = load<i32>(geometry, 56);
  const pixelBytes = (<usize>channels) << 2;
  const tapBytes = pixelBytes * <usize>multiplier;
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        for (let p = 0; p < windowHeight; p++) {
          const row = i * strideHeight - top + p * dilationHeight;
          if (row < 0 || row >= height) continue;
          for (let q = 0; q < windowWidth; q++) {
            const column = j * strideWidth - left + q * dilationWidth;
            if (column < 0 || column >= width) continue;
            const pixel = image + <usize>(row * width + column) * pixelBytes;
            const tap = filter + <usize>(p * windowWidth + q) * tapBytes;
            if (multiplier > 1) addMultiplied(pixel, tap, dy, channels, multiplier, isOfFilter);
            else if (isOfFilter) addProducts(pixel, dy, tap, channels);
            else addProducts(tap, dy, pixel, channels);
          }
        }
        dy += tapBytes;
      }
    }
    image += <usize>(height * width) * pixelBytes;
  }
}

// to += x * y
function addProducts(x: usize, y: usize, to: usize, count: i32): void {
  const whole = to + ((<usize>(count & ~3)) << 2);
  const end = to + ((<usize>count) << 2);
  for (; to < whole; to += 16, x += 16, y += 16) {
    v128.store(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(x), v128.load(y))));
  }
  for (; to < end; to += 4, x += 4, y += 4) {
    store<f32>(to, load<f32>(to) + load<f32>(x) * load<f32>(y));
  }
}

function addMultiplied(
  pixel: usize,
  tap: usize,
  dy: usize,
  channels: i32,
  multiplier: i32,
  isOfFilter: bool,
): void {
  for (let c = 0; c < channels; c++, pixel += 4) {
    const value = load<f32>(pixel);
    let sum: f32 = 0;
    for (let m = 0; m < multiplier; m++, tap += 4, dy += 4) {
      const gradient = load<f32>(dy);
      if (isOfFilter) store<f32>(tap, load<f32>(tap) + value * gradient);
      else sum += load<f32>(tap) * gradient;
    }
    if (!isOfFilter) store<f32>(pixel, value + sum);
  }
}
