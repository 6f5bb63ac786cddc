/**
 * The names that cells have without an import, for editors that read cells by themselves:
 * `"types": ["preplab/globals"]` in the `compilerOptions` of a tsconfig.json beside the notebooks.
 * `prompt`, `confirm` and `alert` are those of a browser, which editors know.
 */
import type * as preplab from "preplab";
import type * as kernel from "../dist/kernel/evaluate/user/globals.js";

declare global {
  const tf: typeof preplab.tf;
  const layers: typeof preplab.layers;
  const data: typeof preplab.data;
  const models: typeof preplab.models;
  const applications: typeof preplab.applications;
  const datasets: typeof preplab.datasets;
  const setRandomSeed: typeof preplab.setRandomSeed;
  const loadImage: typeof preplab.loadImage;
  const show: typeof kernel.show;
  const compare: typeof kernel.compare;
  const table: typeof kernel.table;
  const plot: typeof kernel.plot;
  const plotModel: typeof kernel.plotModel;
  const html: typeof kernel.html;
  const md: typeof kernel.md;
  const tex: typeof kernel.tex;
  const svg: typeof kernel.svg;
  const json: typeof kernel.json;
  const video: typeof kernel.video;
  const audio: typeof kernel.audio;
  const toImage: typeof kernel.toImage;
  const progress: typeof kernel.progress;
  const registerRenderer: typeof kernel.registerRenderer;
  const display: typeof kernel.display;
  const cellSignal: typeof kernel.cellSignal;
  const clearOutput: typeof kernel.clearOutput;
  const input: typeof kernel.input;
  const comms: typeof kernel.comms;
}
