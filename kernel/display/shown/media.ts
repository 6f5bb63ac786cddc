import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { htmlEscape } from "escape-goat";
import { byteSize } from "../numbers/byte-size.js";
import { type Values, valuesOf } from "./plot-series.js";
import { type Shown, shown } from "./shown.js";
import { wavFile } from "./wav-file.js";

export interface VideoOptions {
  /** such as "video/mp4"; by the ending of a path by default */
  readonly type?: string;
  /** pixels */
  readonly width?: number;
  readonly loop?: boolean;
}

export interface AudioOptions {
  /** such as "audio/mpeg"; by the ending of a path by default */
  readonly type?: string;
  /** samples per second, for samples */
  readonly sampleRate?: number;
}

/** larger files would fill the notebook */
const MOST_BYTES = 5 * 2 ** 20;

const TYPES: Readonly<Record<string, string>> = {
  ".mp4": "video/mp4",
  ".webm": "video/webm",
  ".ogv": "video/ogg",
  ".mov": "video/quicktime",
  ".mp3": "audio/mpeg",
  ".wav": "audio/wav",
  ".ogg": "audio/ogg",
  ".m4a": "audio/mp4",
  ".flac": "audio/flac",
};

/**
 * A film from a file or its bytes, with controls. At most 5 MiB become part of the notebook.
 *
 * @example
 * video("training.mp4", { width: 320 }); // video/mp4 (312 KiB)
 */
export function video(source: string | URL | Uint8Array, options: VideoOptions = {}): Shown {
  const { width, loop = false } = options;
  const reading = readMedia("video", source, options.type, "video/mp4");
  return player(reading, (address) => {
    const size = width === undefined ? "" : ` width="${Number(width)}"`;
    return `<video controls${loop ? " loop" : ""}${size} src="${address}"></video>`;
  });
}

/**
 * Sound from a file, its bytes, or from samples between -1 and 1: an array or a tensor shaped
 * [samples] with a `sampleRate`. Samples beyond are brought into that range together.
 *
 * @example
 * audio([0, 0.5, 0, -0.5], { sampleRate: 8000 }); // audio/wav (52 B)
 */
export function audio(
  source: string | URL | Uint8Array | Values,
  { type, sampleRate }: AudioOptions = {},
): Shown {
  const reading =
    sampleRate === undefined
      ? readMedia("audio", source, type, "audio/wav")
      : valuesOf(source).then((samples) => ({
          type: "audio/wav",
          bytes: wavFile(samples, sampleRate),
        }));
  return player(reading, (address) => `<audio controls src="${address}"></audio>`);
}

interface MediaFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

function player(reading: Promise<MediaFile>, element: (address: string) => string): Shown {
  // the rejection belongs to whoever displays it
  reading.catch(() => undefined);
  return shown(async () => {
    const { type, bytes } = await reading;
    const text = `${type} (${byteSize(bytes.length)})`;
    if (bytes.length > MOST_BYTES) {
      return { "text/plain": `${text} not shown: at most ${byteSize(MOST_BYTES)} are` };
    }
    const address = htmlEscape(`data:${type};base64,${Buffer.from(bytes).toString("base64")}`);
    return { "text/html": element(address), "text/plain": text };
  });
}

async function readMedia(
  name: string,
  source: unknown,
  type: string | undefined,
  otherwise: string,
): Promise<MediaFile> {
  if (source instanceof Uint8Array) return { type: type ?? otherwise, bytes: source };
  if (typeof source !== "string" && !(source instanceof URL)) {
    const hint = name === "audio" ? " (samples need a sampleRate)" : "";
    throw new TypeError(
      `${name}: expected a path or bytes${hint}. Received: ${source === null ? "null" : typeof source}`,
    );
  }
  const path = source instanceof URL || source.startsWith("file:") ? fileURLToPath(source) : source;
  const known = type ?? TYPES[extname(path).toLowerCase()] ?? otherwise;
  return { type: known, bytes: await readFile(path) };
}
