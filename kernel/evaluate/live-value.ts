/** A value that can be reached without running anything: `root["path"]["…"]`. */
export interface LivePlace {
  /** a top-level name of the session */
  readonly root: string;
  /** keys of data properties */
  readonly path: readonly string[];
}

export interface LiveProperty {
  readonly name: string;
  readonly kind: "function" | "class" | "value" | "accessor";
  /** its type and value in a few words; empty for what would have to be called */
  readonly brief: string;
}

/** What a variable holds at this moment, described without running any code of the user's. */
export interface LiveValue {
  /** e.g. `number`, `Map(2)`, `DataFrame` */
  readonly type: string;
  /** e.g. `{ a: 1, b: "x", … }` */
  readonly preview: string;
  /** an object literal or the like, whose properties are all meant to be used */
  readonly isPlain: boolean;
  /** own and inherited ones, but those that every object has */
  readonly properties: readonly LiveProperty[];
  /** of a data frame or table */
  readonly columns: readonly string[];
  /** keys of a map, as far as they are strings */
  readonly mapKeys: readonly string[];
}
