import { received } from "../../received.js";

/** Brings one text into a common form. */
export type Standardizer = (text: string) => string;

/** Cuts one text into tokens. */
export type Splitter = (text: string) => readonly string[];

/** Functions by name: a saved model holds only the name. */
export class NamedFunctions<F extends (text: string) => unknown> {
  readonly #functions = new Map<string, F>();
  readonly #registering: string;

  constructor(registering: string) {
    this.#registering = registering;
  }

  register(name: string, run: F): F {
    if (typeof name !== "string" || name === "" || typeof run !== "function") {
      throw new Error(
        `${this.#registering}: expected a name and a function. ` +
          `Received: ${received(name)} and ${received(run)}`,
      );
    }
    this.#functions.set(name, run);
    return run;
  }

  get(name: string): F | undefined {
    return this.#functions.get(name);
  }

  /** The name a function is registered under; null when it is not. */
  nameOf(run: F): string | null {
    for (const [name, registered] of this.#functions) if (registered === run) return name;
    return null;
  }

  get registering(): string {
    return this.#registering;
  }
}

export const standardizers = new NamedFunctions<Standardizer>("registerStandardizer");
export const splitters = new NamedFunctions<Splitter>("registerSplitter");

/**
 * Names a function for the option `standardize` of TextVectorization, so that a layer that uses it can be
 * saved: the model holds the name, and the function has to be registered again where it is loaded. Returns
 * the function. The same name again replaces it for layers made from then on.
 *
 * @example
 * import { layers, registerStandardizer } from "preplab";
 * registerStandardizer("without digits", (text) => text.replace(/\d/g, ""));
 * const texts = layers.textVectorization({ standardize: "without digits", vocabulary: ["ab"] });
 * console.log(texts("a1b2").arraySync()); // [ 2 ]
 */
export function registerStandardizer(name: string, standardize: Standardizer): Standardizer {
  return standardizers.register(name, standardize);
}

/**
 * Names a function for the option `split` of TextVectorization, as `registerStandardizer` does for
 * `standardize`.
 *
 * @example
 * import { layers, registerSplitter } from "preplab";
 * registerSplitter("at commas", (text) => text.split(","));
 * const texts = layers.textVectorization({ standardize: null, split: "at commas" });
 * await texts.adapt(["a b,c", "c"]);
 * console.log(texts.getVocabulary()); // [ '', '[UNK]', 'c', 'a b' ]
 */
export function registerSplitter(name: string, split: Splitter): Splitter {
  return splitters.register(name, split);
}
