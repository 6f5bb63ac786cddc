const { fround, log, max, min } = Math;

/** Which frequencies a mel matrix covers, in hertz. */
export interface MelOptions {
  readonly melBins: number;
  /** `fftLength / 2 + 1`, rounded down. */
  readonly spectrumBins: number;
  readonly samplingRate: number;
  readonly minFreq: number;
  readonly maxFreq: number;
}

/**
 * Weights [spectrumBins, melBins] that turn a spectrum into bands of equal width on the mel scale
 * 1127 ln(1 + f / 700) (HTK's): triangles of height 1, without the bin of frequency 0.
 */
export function melMatrix({
  melBins,
  spectrumBins,
  samplingRate,
  minFreq,
  maxFreq,
}: MelOptions): Float32Array {
  const edges = linspace(toMel(fround(minFreq)), toMel(fround(maxFreq)), melBins + 2);
  const bins = linspace(0, fround(samplingRate / 2), spectrumBins).map(toMel);
  const weights = new Float32Array(spectrumBins * melBins);
  for (let bin = 1; bin < spectrumBins; bin++) {
    for (let band = 0; band < melBins; band++) {
      const [lower, center, upper] = edges.subarray(band, band + 3);
      const rise = fround(fround(bins[bin]! - lower!) / fround(center! - lower!));
      const fall = fround(fround(upper! - bins[bin]!) / fround(upper! - center!));
      weights[bin * melBins + band] = max(0, min(rise, fall));
    }
  }
  return weights;
}

function toMel(hertz: number): number {
  return fround(1127 * fround(log(fround(1 + fround(hertz / 700)))));
}

function linspace(start: number, stop: number, count: number): Float32Array {
  const step = fround(fround(stop - start) / (count - 1));
  const line = Float32Array.from({ length: count }, (_, i) => start + fround(step * i));
  if (count > 1) line[count - 1] = stop;
  return line;
}
