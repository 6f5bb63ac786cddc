/** An object in a config of Keras 3: a layer, an initializer, an optimizer. */
export interface KerasObject {
  readonly module?: string | null;
  readonly class_name: string;
  readonly config: Config;
  readonly registered_name?: string | null;
  readonly build_config?: Config | null;
  readonly compile_config?: Config | null;
  /** Of a layer in a Functional model. */
  readonly name?: string;
  readonly inbound_nodes?: readonly KerasNode[];
}

/** Options under Keras's names. */
export type Config = Readonly<Record<string, unknown>>;

/** One call of a layer in a Functional model. */
export interface KerasNode {
  readonly args: readonly unknown[];
  readonly kwargs: Config;
}

export function isRecord(value: unknown): value is Config {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isKerasObject(value: unknown): value is KerasObject {
  return isRecord(value) && typeof value.class_name === "string" && isRecord(value.config);
}

/** Values with Keras's wrappers around arrays and seeds taken off; objects of other classes stay. */
export function unwrapValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrapValue);
  if (!isRecord(value)) return value;
  if (isKerasObject(value)) {
    const { class_name, config } = value;
    if (class_name === "__numpy__" || class_name === "__tensor__") return config.value;
    if (class_name === "__bytes__") return config.value;
    if (class_name === "SeedGenerator") return config.seed ?? null;
  }
  return value;
}

/** `kernel_size` for `kernelSize`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The name that Keras makes of a class for a place in a weights file: `conv2d` for `Conv2D`. */
export function weightsName(className: string): string {
  return className
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
