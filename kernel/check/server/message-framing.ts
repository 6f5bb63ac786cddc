const SEPARATOR = "\r\n\r\n";

/** A message as the base protocol of language servers frames it. */
export function frameMessage(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}${SEPARATOR}`), body]);
}

/** Returns a function that takes chunks of a stream and hands on each whole message in it. */
export function createMessageReader(
  onMessage: (message: unknown) => void,
): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let needed = 0;
  return (chunk) => {
    chunks.push(chunk);
    buffered += chunk.length;
    // joining only when a message is whole keeps large answers linear
    if (buffered < needed) return;
    let data = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    needed = 0;
    for (;;) {
      const headEnd = data.indexOf(SEPARATOR);
      if (headEnd === -1) break;
      const length = /content-length: *(\d+)/i.exec(data.toString("latin1", 0, headEnd))?.[1];
      const start = headEnd + SEPARATOR.length;
      const end = start + Number(length ?? 0);
      if (data.length < end) {
        needed = end;
        break;
      }
      if (length !== undefined) onMessage(JSON.parse(data.toString("utf8", start, end)));
      data = data.subarray(end);
    }
    chunks = data.length === 0 ? [] : [data];
    buffered = data.length;
  };
}
