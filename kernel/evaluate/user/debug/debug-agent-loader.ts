import { createRequire } from "node:module";

type DebugAgent = typeof import("./debug-agent.js");

const require = createRequire(import.meta.url);
let agent: DebugAgent | undefined;

/** Loads it ahead of its use; while code runs or is stopped, no import makes headway. */
export async function loadDebugAgent(): Promise<void> {
  agent ??= await import("./debug-agent.js");
}

/** The agent at once. Node.js refuses when one of its modules is being imported at the time. */
export function debugAgent(): DebugAgent {
  agent ??= require("./debug-agent.js") as DebugAgent;
  return agent;
}
