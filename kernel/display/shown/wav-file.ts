const HEADER_BYTES = 44;
const PCM = 1;
const BYTES_PER_SAMPLE = 2;
const LARGEST = 32767;

/** Samples of one channel as a WAV file of 16 bits; louder than 1, all are brought down together. */
export function wavFile(samples: readonly number[], sampleRate: number): Uint8Array {
  if (!(Number.isFinite(sampleRate) && sampleRate > 0)) {
    throw new RangeError(`audio: sampleRate must be a positive number. Received: ${sampleRate}`);
  }
  const dataBytes = samples.length * BYTES_PER_SAMPLE;
  const file = Buffer.alloc(HEADER_BYTES + dataBytes);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(PCM, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(Math.round(sampleRate), 24);
  file.writeUInt32LE(Math.round(sampleRate) * BYTES_PER_SAMPLE, 28);
  file.writeUInt16LE(BYTES_PER_SAMPLE, 32);
  file.writeUInt16LE(8 * BYTES_PER_SAMPLE, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(dataBytes, 40);
  const loudest = samples.reduce(
    (most, sample) => (Number.isFinite(sample) ? Math.max(most, Math.abs(sample)) : most),
    1,
  );
  samples.forEach((sample, i) => {
    const value = Number.isFinite(sample) ? Math.round((sample / loudest) * LARGEST) : 0;
    file.writeInt16LE(value, HEADER_BYTES + i * BYTES_PER_SAMPLE);
  });
  return file;
}
