interface Marked {
  readonly code: string;
  /** from 1 */
  readonly lines: readonly number[];
}

/** Lines that begin with `>` can have a breakpoint; each of them runs when the cell does. */
function marked(text: string): Marked {
  const lines = text.replace(/^\n/, "").split("\n");
  return {
    code: lines.map((line) => line.slice(2)).join("\n"),
    lines: lines.flatMap((line, index) => (line.startsWith(">") ? [index + 1] : [])),
  };
}

export const LINES: Readonly<Record<string, Marked>> = {
  "a class": marked(`
  class A {
>   x = 1;
>   #p = 2;
>   static n: number = 3;
    constructor(readonly y: number) {
>     this.x = y;
    }
    get two() {
>     return this.#p;
    }
  }
> const a = new A(4);
> a.two;`),
  "plain JavaScript": marked(`
  import { join } from "node:path";
> const fs = await import("node:fs");

> switch (join("a", "b")) {
    case "a/b":
>     fs.existsSync("x");
>     break;
    default:
  }
> label: for (const [k, v] of Object.entries({ a: 1 })) {
>   if (v > 0) {
>     continue label;
    }
  }
  do {
>   run();
> } while (fs === undefined);
> function run() { return 1 }
  function later() {
>   run();
  }
> later();`),
  "what only TypeScript has": marked(`
> enum Color {
    Red = 1,
  }
> namespace N {
>   export const v: number = 2;
  }
  type T = { a: number };
  interface I {
    b: T;
  }
  declare const ambient: number;
> const xs = [3, 1, 2]
>   .map((x) => x + 1)
>   .filter((x) => {
>     return x > 1;
    })
>   .sort();
> const o = {
    k: 1,
    f(this: T) {
>     return Color.Red;
    },
  };
  let u: number | undefined;
> u ??= o.f.call({ a: 1 });
  try {
>   JSON.parse("{");
  } catch (e) {
>   u = 1;
  } finally {
>   u += 1;
  }
> export default u;`),
  "using and await": marked(`
  function f(): number {
>   using r = { [Symbol.dispose]() { 1; } };
>   return 5;
  }
> const q: number = f();
> await using z = { async [Symbol.asyncDispose]() { 2; } };
> q;`),
  "texts of several lines": marked(`
> const name: string = "x";
> const s = \`a
> \${name.toUpperCase()}
  b\`;
> const g = async (n: number) => n * 2;
> for await (const w of [g(1), g(2)]) w;
> s;`),
};
