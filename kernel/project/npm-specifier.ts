import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Semver from "semver";

/** `npm:@scope/name@range/sub/path`, in its parts. */
export interface NpmSpecifier {
  readonly name: string;
  /** a version range or a tag such as `latest`; undefined for any version */
  readonly range: string | undefined;
  /** begins with a slash, or is empty */
  readonly subpath: string;
}

const require = createRequire(import.meta.url);
const FORM = /^npm:\/?((?:@[^/@]+\/)?[^/@]+)(?:@([^/]+))?(\/.*)?$/;

export function parseNpmSpecifier(specifier: string): NpmSpecifier | undefined {
  const [, name, range, subpath = ""] = FORM.exec(specifier) ?? [];
  return name === undefined ? undefined : { name, range, subpath };
}

/** Whether a specifier belongs to a registry rather than to Node.js. */
export function isRegistrySpecifier(specifier: string): boolean {
  return specifier.startsWith("npm:") || specifier.startsWith("jsr:");
}

/**
 * The plain specifier that an `npm:` specifier stands for in a folder, or why there is none: nothing
 * is ever downloaded by an import.
 *
 * @example
 * installedSpecifier("npm:lodash@4/fp", folder)   // { specifier: 'lodash/fp' }
 */
export function installedSpecifier(
  specifier: string,
  folder: string,
): { readonly specifier: string } | { readonly problem: string } {
  if (specifier.startsWith("jsr:")) {
    const name = specifier.slice("jsr:".length);
    return {
      problem: `"${specifier}": packages of jsr.io are not imported by name. Add them with "npx jsr add ${name}", then import them without "jsr:".`,
    };
  }
  const parsed = parseNpmSpecifier(specifier);
  if (parsed === undefined) {
    return {
      problem: `"${specifier}" must be like npm:lodash@4 or npm:@scope/name@^1.2.0/file.js.`,
    };
  }
  const { name, range, subpath } = parsed;
  const wanted = range === undefined ? name : `${name}@${range}`;
  const version = installedVersion(name, folder);
  if (version === undefined) {
    return {
      problem: `"${specifier}": ${name} is not installed here. Install it with: %npm add ${wanted}`,
    };
  }
  const semver = require("semver") as typeof Semver;
  // a tag such as `latest` is the registry's to explain
  const isMet =
    range === undefined ||
    semver.validRange(range) === null ||
    semver.satisfies(version, range, { includePrerelease: true });
  if (isMet) return { specifier: `${name}${subpath}` };
  return {
    problem: `"${specifier}": ${name} must satisfy ${range}. Installed: ${version}. Install another with: %npm add ${wanted}`,
  };
}

function installedVersion(name: string, folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const text = readFileSync(join(at, "node_modules", name, "package.json"), "utf8");
      const { version } = JSON.parse(text) as { version?: unknown };
      return typeof version === "string" ? version : "0.0.0";
    } catch {
      if (at === dirname(at)) return undefined;
    }
  }
}
