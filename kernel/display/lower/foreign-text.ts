import type { Foreign } from "../description.js";

export function foreignText({ data }: Foreign): string {
  const text = data["text/plain"];
  return typeof text === "string" ? text : Object.keys(data).join(", ");
}
