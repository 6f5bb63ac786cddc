import type { Project } from "../../project/project.js";

/** The types of Node.js leave WebAssembly to the library of the browser, which a notebook does not have. */
const WASM_TYPES = `declare namespace WebAssembly {
  type ValueType = "i32" | "i64" | "f32" | "f64" | "v128" | "externref" | "anyfunc";
  type Bytes = ArrayBuffer | ArrayBufferView;
  type ExportValue = Function | Global | Memory | Table;
  type Exports = Record<string, ExportValue>;
  type Imports = Record<string, Record<string, ExportValue | number | bigint>>;
  interface Description { readonly kind: "function" | "global" | "memory" | "table" | "tag"; readonly name: string }
  interface ImportDescription extends Description { readonly module: string }
  interface Instantiated { readonly instance: Instance; readonly module: Module }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  class Global<T = any> {
    constructor(descriptor: { value: ValueType; mutable?: boolean }, value?: T);
    value: T;
    valueOf(): T;
  }
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number; shared?: boolean });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(descriptor: { element: "anyfunc" | "externref"; initial: number; maximum?: number }, value?: any);
    readonly length: number;
    get(index: number): any;
    set(index: number, value?: any): void;
    grow(count: number, value?: any): number;
  }
  class Module {
    constructor(bytes: Bytes);
    static exports(module: Module): Description[];
    static imports(module: Module): ImportDescription[];
    static customSections(module: Module, name: string): ArrayBuffer[];
  }
  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }
  function compile(bytes: Bytes): Promise<Module>;
  function compileStreaming(source: Response | PromiseLike<Response>): Promise<Module>;
  function instantiate(bytes: Bytes, imports?: Imports): Promise<Instantiated>;
  function instantiate(module: Module, imports?: Imports): Promise<Instance>;
  function instantiateStreaming(source: Response | PromiseLike<Response>, imports?: Imports): Promise<Instantiated>;
  function validate(bytes: Bytes): boolean;
}
`;

/** what a file exports only Node.js can tell */
const WASM_FILES = 'declare module "*.wasm";\n';

/** Text of a declaration file, without what the project's own libraries declare. */
export function wasmTypes({ options }: Pick<Project, "options">): string {
  const libraries = Array.isArray(options.lib) ? options.lib : [];
  return libraries.some((name) => /^(dom|webworker)$/i.test(String(name)))
    ? WASM_FILES
    : WASM_FILES + WASM_TYPES;
}
