/**
 * What `Deno` means in a cell: `Deno.jupyter` and nothing else. It is no global, for packages take
 * the mere presence of one as a sign that they run on Deno.
 */
export * as jupyter from "./deno-jupyter.js";
