/** What Node.js gives to and expects from a hook that resolves module names. */
interface Resolved {
  readonly url: string;
  readonly format?: string;
  readonly shortCircuit?: boolean;
}
type NextResolve = (specifier: string, context: object) => Promise<Resolved>;

let urls: ReadonlyMap<string, string> = new Map();

/** Called once with the URLs that names stand for; this module runs in Node's loader thread. */
export function initialize(own: ReadonlyMap<string, string>): void {
  urls = own;
}

/** Gives every module that imports tfjs the kernel's own copy, and one that imports tslab its stand-in. */
export async function resolve(
  specifier: string,
  context: object,
  nextResolve: NextResolve,
): Promise<Resolved> {
  const url = urls.get(specifier);
  return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true };
}
