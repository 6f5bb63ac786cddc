import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../../tensorflow.js";
import { gradientDepth } from "./gradient-depth.js";
import { gruCell } from "./gru-sequence.js";
import { classPrototype, replaceCall } from "./layer-prototype.js";
import { lstmCell } from "./lstm-sequence.js";
import { ACTIVATIONS } from "./recurrent-sequence.js";
import { type RecurrentCell, runRecurrent } from "./run-recurrent.js";
import { activeWasmBackend } from "./wasm-backend.js";

interface LayerVariable {
  read(): Tensor;
}

interface Activation {
  getClassName(): string;
}

/** Private fields of the layers in tfjs-layers 4.22. */
interface RecurrentLayer {
  readonly cell: {
    readonly units: number;
    readonly activation: Activation;
    readonly recurrentActivation: Activation;
    readonly dropout: number;
    readonly recurrentDropout: number;
    readonly resetAfter?: boolean;
    readonly kernel: LayerVariable;
    readonly recurrentKernel: LayerVariable;
    readonly bias: LayerVariable | null;
    getClassName(): string;
  };
  readonly stateful: boolean;
  readonly goBackwards: boolean;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
}

interface CallArgs {
  readonly mask?: Tensor | Tensor[] | null;
  readonly training?: boolean | null;
  readonly initialState?: Tensor[] | null;
}

type Call = (
  this: RecurrentLayer,
  inputs: Tensor | Tensor[],
  args?: CallArgs | null,
) => Tensor | Tensor[];

const NAMES: readonly string[] = ACTIVATIONS;

/**
 * Lets tf.layers.gru and lstm go through a sequence in one operation, forward and back, when the WebAssembly backend is
 * active and nothing is dropped; tfjs takes some forty operations for each step.
 */
export function fuseRecurrentLayers(): void {
  fuse(classPrototype("GRU"), GRU);
  fuse(classPrototype("LSTM"), { cellName: "LSTMCell", cell: lstmCell, states: 2 });
}

/** The same for another class of layers with the cells of a GRU. */
export function fuseGru(prototype: object): void {
  fuse(prototype, GRU);
}

interface Fusion {
  readonly cellName: string;
  readonly cell: RecurrentCell;
  readonly states: number;
}

const GRU: Fusion = { cellName: "GRUCell", cell: gruCell, states: 1 };

function fuse(prototype: object, fusion: Fusion): void {
  replaceCall<Call>(
    prototype,
    (stock) =>
      function (this: RecurrentLayer, inputs, args) {
        return isFusable(this, inputs, args, fusion)
          ? tf.tidy(() => run(this, [inputs].flat()[0]!, args, fusion))
          : stock.call(this, inputs, args);
      },
  );
}

function isFusable(
  { cell, stateful }: RecurrentLayer,
  inputs: Tensor | Tensor[],
  args: CallArgs | null | undefined,
  { cellName, states }: Fusion,
): boolean {
  const [x, ...others] = [inputs].flat();
  const drops = Boolean(args?.training) && (cell.dropout > 0 || cell.recurrentDropout > 0);
  return (
    tf.getBackend() === "wasm" &&
    gradientDepth() <= 1 &&
    cell.getClassName() === cellName &&
    !stateful &&
    !drops &&
    !cell.resetAfter &&
    others.length === 0 &&
    x?.rank === 3 &&
    x.dtype === "float32" &&
    x.shape[1]! > 0 &&
    numberOf(cell.activation) >= 0 &&
    numberOf(cell.recurrentActivation) >= 0 &&
    [args?.mask].flat().every((mask) => !mask || mask.rank === 2) &&
    (args?.initialState?.length ?? states) === states
  );
}

function numberOf(activation: Activation): number {
  return NAMES.indexOf(activation.getClassName());
}

function run(
  layer: RecurrentLayer,
  x: Tensor,
  args: CallArgs | null | undefined,
  { cell, states }: Fusion,
): Tensor | Tensor[] {
  const { kernel, recurrentKernel, bias, units, activation, recurrentActivation } = layer.cell;
  const { returnSequences, returnState } = layer;
  const [batch, time, inputSize] = x.shape as [number, number, number];
  const weights = kernel.read();
  const rows = x.reshape([batch * time, inputSize]).matMul(weights);
  const projected = (bias === null ? rows : rows.add(bias.read())).reshape([
    batch,
    time,
    weights.shape[1]!,
  ]);
  const mask = [args?.mask].flat()[0] ?? undefined;
  const results = runRecurrent(activeWasmBackend()!, cell, {
    sequence: {
      x: projected,
      recurrent: recurrentKernel.read(),
      mask: mask?.cast("bool").cast("float32"),
      activation: numberOf(activation),
      gateActivation: numberOf(recurrentActivation),
      goesBackwards: layer.goBackwards,
    },
    initial: args?.initialState ?? Array.from({ length: states }, () => tf.zeros([batch, units])),
    wanted: { sequence: returnSequences, last: returnState || !returnSequences },
  });
  const output = results[0]!;
  if (!returnState) return output;
  return returnSequences ? results : [output, ...results];
}
