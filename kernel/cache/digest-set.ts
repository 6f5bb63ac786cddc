import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeWhole } from "./write-whole.js";

const DIGEST_BYTES = 16;
const MOST_DIGESTS = 8192;

/** A set of digests that outlives the process; of very many, the oldest are forgotten. */
export interface DigestSet {
  has(digest: Buffer): boolean;
  add(digest: Buffer): void;
}

/** Reads the file when first asked; one that cannot be read or written is as good as an empty one. */
export function openDigestSet(file: string): DigestSet {
  let read: Buffer | undefined;
  const known = () => {
    read ??= contentOf(file);
    return read;
  };

  return {
    has: (digest) => {
      const wanted = digest.subarray(0, DIGEST_BYTES);
      let at = known().indexOf(wanted);
      while (at % DIGEST_BYTES > 0) at = known().indexOf(wanted, at + 1);
      return at >= 0;
    },
    add: (digest) => {
      const added = digest.subarray(0, DIGEST_BYTES);
      read = Buffer.concat([known(), added]);
      try {
        mkdirSync(dirname(file), { recursive: true });
        appendFileSync(file, added);
      } catch {
        return;
      }
      if (read.length <= MOST_DIGESTS * DIGEST_BYTES) return;
      read = read.subarray((-MOST_DIGESTS / 2) * DIGEST_BYTES);
      writeWhole(file, read);
    },
  };
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
