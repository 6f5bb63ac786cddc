import type { ArrayValues } from "./arrays/array-values.js";

/** One line about a value: `title fact fact`. */
export interface SummaryLine {
  readonly kind: "summary";
  readonly title: string;
  readonly facts: readonly string[];
}

/** Preformatted text, the same in every front end. */
export interface Verbatim {
  readonly kind: "verbatim";
  readonly text: string;
}

/** A remark in a quieter voice, such as "showing 64 of 10,000". */
export interface Note {
  readonly kind: "note";
  readonly text: string;
}

export interface TableColumn {
  readonly name: string;
  /** what its values are, in a row below the names */
  readonly type?: string;
  readonly align?: "left" | "right";
  /** draws each cell's `amount` as a bar beside its text */
  readonly bar?: boolean;
}

export interface TableCell {
  readonly text: string;
  readonly amount?: number;
}

export interface TableRow {
  readonly cells: readonly TableCell[];
  /** sets the row apart, for example a mask or an out-of-vocabulary row */
  readonly special?: boolean;
}

/** A search box over a table, in html that may run scripts. */
export interface TableSearch {
  /** what a row stands for, such as `token` */
  readonly noun: string;
  /** the column in which a part of the text is enough; of the first column all of it */
  readonly column: number;
  /** hidden rows that are found too, the first ones of them */
  readonly held: readonly TableRow[];
}

/** Rows under named columns. `hidden` rows stand between `head` and `tail`. */
export interface Table {
  readonly kind: "table";
  readonly columns: readonly TableColumn[];
  readonly head: readonly TableRow[];
  readonly tail: readonly TableRow[];
  readonly hidden: number;
  /** columns left out on the right */
  readonly hiddenColumns?: number;
  readonly search?: TableSearch;
}

/** The values of an array, formatted once. Text prints brackets, html a table or the same text. */
export interface ArrayBlock {
  readonly kind: "array";
  readonly values: ArrayValues;
  /** more of a matrix than fits lines of text, for html */
  readonly matrix?: ArrayValues;
  /** the same as a drawing of one character for each element, for html */
  readonly rows?: readonly string[];
}

export interface Tile {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly label?: string;
}

/** Pictures side by side, and a caption that says what was done to the values. */
export interface Picture {
  readonly kind: "picture";
  readonly tiles: readonly Tile[];
  /** tiles in one row */
  readonly columns: number;
  /** named rows of so many tiles, where the pictures stand in a table */
  readonly rows?: readonly { readonly name: string; readonly tiles: number }[];
  /** a text above each column of the table */
  readonly heads?: readonly string[];
  readonly caption: string;
}

/** How much of something is done. Text draws the bar with characters. */
export interface ProgressBar {
  readonly kind: "progress";
  readonly label: string;
  readonly done: number;
  /** undefined while it is not known how much there is */
  readonly total: number | undefined;
  readonly facts: readonly string[];
}

export interface Line {
  readonly name: string;
  readonly values: readonly number[];
}

/** Lines over a common axis that counts from 1, for values that come one after another. */
export interface LineChart {
  readonly kind: "chart";
  readonly title: string;
  /** what the axis counts */
  readonly axis: string;
  readonly lines: readonly Line[];
}

/** A part that html folds away. Text prints it in full, unless it is for html only. */
export interface Fold {
  readonly kind: "fold";
  readonly label: string;
  readonly open: boolean;
  readonly htmlOnly?: boolean;
  readonly body: Description;
}

/** A part of a value in one line, and what opens below it. */
export interface TreeNode {
  /** text before the value, with what parts them: `name: ` */
  readonly key: string;
  readonly text: string;
  readonly children: readonly TreeNode[];
  /** children that were not read */
  readonly hidden: number;
  readonly noun: "item" | "entry" | "key";
}

/** A value of many levels: html unfolds it part by part, text has a page of it. */
export interface Tree {
  readonly kind: "tree";
  readonly text: string;
  readonly root: TreeNode;
}

export interface Stack {
  readonly kind: "stack";
  readonly items: readonly Description[];
}

/** Bytes that a front end shows by itself, such as a PNG file. Only on its own, never inside a stack. */
export interface Media {
  readonly kind: "media";
  readonly mime: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
  readonly text: string;
}

/** Data that front ends draw by themselves, by MIME type; `text/plain` among them. Only on its own. */
export interface Foreign {
  readonly kind: "foreign";
  readonly data: Readonly<Record<string, unknown>>;
}

/** Text and nothing else: the value has no rich form. */
export interface Plain {
  readonly kind: "plain";
  readonly text: string;
}

/**
 * What a value looks like, said once. Every description becomes text and, unless it is `plain`,
 * `media` or `foreign`, html with the same content.
 */
export type Description =
  | SummaryLine
  | Verbatim
  | Note
  | Table
  | ArrayBlock
  | Picture
  | ProgressBar
  | LineChart
  | Fold
  | Tree
  | Stack
  | Media
  | Foreign
  | Plain;
