const LONGEST = 80;

/** A value as it is shown after "Received:" in an error: short, on one line. */
export function received(value: unknown): string {
  if (typeof value === "string") return clip(JSON.stringify(value));
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `function ${value.name || "without a name"}`;
  if (typeof value !== "object" || value === null) return String(value);
  if ("dtype" in value && "shape" in value && Array.isArray(value.shape)) {
    return `${String(value.dtype)} tensor of shape [${value.shape.join(", ")}]`;
  }
  if (ArrayBuffer.isView(value)) {
    return `${value.constructor.name} of ${value.byteLength} bytes`;
  }
  if (Array.isArray(value)) return clip(`[${value.slice(0, 8).map(received).join(", ")}]`);
  try {
    return clip(JSON.stringify(value));
  } catch {
    return Object.prototype.toString.call(value);
  }
}

function clip(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}...`;
}
