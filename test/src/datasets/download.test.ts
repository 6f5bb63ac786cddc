import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DownloadProgress, download } from "../../../src/datasets/download.js";

const FILE = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251));
const MD5 = createHash("md5").update(FILE).digest("hex");

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

let root: string;
let folder: string;
let path: string;
let count = 0;
let answers: Answer[];
let ranges: (string | undefined)[];
const server = createServer((request, response) => {
  ranges.push(request.headers.range);
  const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
  answer(request, response);
});
let url: string;

// breaks the connection off as soon as that many bytes have arrived: what is under way then may be lost
let breaks: { readonly at: number; readonly off: () => void } | undefined;
const breakOff = ({ received }: DownloadProgress): void => {
  if (breaks !== undefined && received >= breaks.at) breaks.off();
};

/** Serves a file, from where it is asked to, and no more than so many bytes of it. */
function serving(content: Buffer, { breakAfter = Number.POSITIVE_INFINITY } = {}): Answer {
  return ({ headers }, response) => {
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
    const size = content.length;
    if (start >= size) {
      response.writeHead(416, { "content-range": `bytes */${size}` }).end();
      return;
    }
    const range = { "content-range": `bytes ${start}-${size - 1}/${size}` };
    response.writeHead(headers.range === undefined ? 200 : 206, {
      "content-length": size - start,
      ...(headers.range === undefined ? {} : range),
    });
    const rest = content.subarray(start);
    if (rest.length <= breakAfter) response.end(rest);
    else if (breakAfter === 0) response.write("", () => response.destroy());
    else {
      response.write(rest.subarray(0, breakAfter));
      breaks = { at: start + breakAfter, off: () => response.destroy() };
    }
  };
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "download-"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
});
beforeEach(() => {
  folder = join(root, String(count++));
  path = join(folder, "file");
  ranges = [];
  answers = [serving(FILE)];
});
afterEach(() => server.closeAllConnections());
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

const run = (more: Partial<Parameters<typeof download>[0]> = {}) =>
  download({ url, path, md5: MD5, ...more });

async function keep(part: Buffer): Promise<void> {
  await mkdir(folder);
  await writeFile(`${path}.part`, part);
}

async function expectWhole(): Promise<void> {
  expect(await readdir(folder)).toEqual(["file"]);
  expect((await readFile(path)).equals(FILE)).toBe(true);
}

describe("download", () => {
  it("puts a whole file in place and tells how far it is", async () => {
    const steps: DownloadProgress[] = [];
    await run({ onProgress: (progress) => steps.push(progress) });
    await expectWhole();
    expect(steps.at(-1)).toEqual({ received: FILE.length, total: FILE.length });
    expect(steps.map(({ received }) => received)).toEqual(
      steps.map(({ received }) => received).toSorted((a, b) => a - b),
    );
  });

  it("goes on where connections broke off", async () => {
    answers = [serving(FILE, { breakAfter: 100_000 })];
    await run({ onProgress: breakOff });
    await expectWhole();
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range!))).toBe(true);
  });

  it("goes on where a killed one stopped", async () => {
    await keep(FILE.subarray(0, 1000));
    await run();
    await expectWhole();
    expect(ranges).toEqual(["bytes=1000-"]);
  });

  it("only checks what a killed one had received whole", async () => {
    await keep(FILE);
    await run();
    await expectWhole();
    expect(ranges).toEqual([`bytes=${FILE.length}-`]);
  });

  it("starts again where the beginning was of another file", async () => {
    await keep(Buffer.alloc(1000, 7));
    await run();
    await expectWhole();
    expect(ranges).toEqual(["bytes=1000-", undefined]);
  });

  it("starts again where more was kept than there is", async () => {
    await keep(Buffer.alloc(FILE.length + 1));
    await run();
    await expectWhole();
  });

  it("starts again on a server that knows no ranges", async () => {
    await keep(FILE.subarray(0, 1000));
    answers = [(_, response) => response.writeHead(200).end(FILE)];
    await run();
    await expectWhole();
  });

  it("stops at a signal and keeps what came for the next time", async () => {
    const controller = new AbortController();
    const reason = new Error("stopped by hand");
    answers = [
      (_, response) => {
        response.writeHead(200, { "content-length": FILE.length });
        response.write(FILE.subarray(0, 70_000)); // and never the rest
      },
      serving(FILE),
    ];
    const stop = ({ received }: DownloadProgress) => {
      if (received === 70_000) controller.abort(reason);
    };
    await expect(run({ signal: controller.signal, onProgress: stop })).rejects.toBe(reason);
    expect(await readdir(folder)).toEqual(["file.part"]);
    await run();
    await expectWhole();
    expect(ranges).toEqual([undefined, "bytes=70000-"]);
  });

  it("keeps nothing of a file with a wrong checksum", async () => {
    answers = [serving(Buffer.from("something else"))];
    await expect(run()).rejects.toThrow(
      `the checksum of ${url} is wrong. Expected ${MD5}. Received`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it("gives up on a server that sends nothing more", async () => {
    answers = [serving(FILE, { breakAfter: 5000 }), serving(FILE, { breakAfter: 0 })];
    await expect(run({ onProgress: breakOff })).rejects.toThrow(/broke off/);
    expect(await readdir(folder)).toEqual(["file.part"]);
    answers = [serving(FILE)];
    await run();
    await expectWhole();
  });

  it("names the answer of a server that has no such file", async () => {
    answers = [(_, response) => response.writeHead(404).end("no")];
    await expect(run()).rejects.toThrow(`${url} answered 404 Not Found`);
  });

  it("names an address that cannot be reached", async () => {
    const nowhere = "http://127.0.0.1:9/file";
    await expect(run({ url: nowhere })).rejects.toThrow(`${nowhere} could not be reached:`);
  });

  it("names a full disk", async () => {
    await mkdir(folder);
    await symlink("/dev/full", `${path}.part`);
    await expect(run()).rejects.toThrow(`no space is left for ${path}.part`);
  });
});
