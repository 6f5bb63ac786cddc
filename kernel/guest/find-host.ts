import { consoleHost } from "./console-host.js";
import { denoHost } from "./deno-host.js";
import type { Host } from "./host.js";
import { tslabHost } from "./tslab-host.js";

/** Where the library finds itself; it stays there. */
export const host: Host = denoHost() ?? tslabHost() ?? consoleHost;
