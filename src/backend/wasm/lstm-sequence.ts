import type { Tensor } from "@tensorflow/tfjs";
import {
  emptyTensor,
  lastStep,
  recurrentGradient,
  type Sequence,
  stackSteps,
  timesRecurrent,
  timesTransposed,
  walk,
} from "./recurrent-sequence.js";
import type { RecurrentCell, StateGradients } from "./run-recurrent.js";
import { addressOf, routinesFor, viewOf, type WasmBackend, withScratch } from "./wasm-backend.js";

/** An LSTM over a whole sequence. */
export const lstmCell: RecurrentCell = { forward, backward };

function forward(
  backend: WasmBackend,
  sequence: Sequence,
  [initial, initialCell]: readonly Tensor[],
): { saved: Tensor[]; sequence: () => Tensor; last: () => Tensor[] } {
  const [batch, time, width] = sequence.x.shape as [number, number, number];
  const units = width / 4;
  const states = emptyTensor(backend, [time + 1, batch, units]);
  const cells = emptyTensor(backend, [time + 1, batch, units]);
  const gates = emptyTensor(backend, [time, batch, width]);
  viewOf(backend, states, "float32").set(viewOf(backend, initial!, "float32"));
  viewOf(backend, cells, "float32").set(viewOf(backend, initialCell!, "float32"));
  const { lstmStates } = routinesFor(backend);
  walk(backend, sequence, (shared) => {
    const { stateBytes, xStep, activation, gateActivation, maskStep } = shared;
    withScratch(backend, 4 * stateBytes, (product) => {
      for (let step = 0; step < time; step++) {
        const h = addressOf(backend, states) + step * stateBytes;
        const c = addressOf(backend, cells) + step * stateBytes;
        timesRecurrent(shared, { from: h, to: product, columns: { first: 0, count: width } });
        lstmStates(
          shared.x + 4 * shared.timeOf(step) * width,
          xStep,
          product,
          h,
          c,
          addressOf(backend, gates) + 4 * step * stateBytes,
          h + stateBytes,
          c + stateBytes,
          shared.maskAt(step),
          maskStep,
          batch,
          units,
          activation,
          gateActivation,
        );
      }
    });
  });
  return {
    saved: [states, cells, gates],
    sequence: () => stackSteps(backend, states),
    last: () => [lastStep(states), lastStep(cells)],
  };
}

function backward(
  backend: WasmBackend,
  sequence: Sequence,
  [states, cells, gates]: readonly Tensor[],
  { ofSequence, ofLast }: StateGradients,
): Tensor[] {
  const [batch, time, width] = sequence.x.shape as [number, number, number];
  const units = width / 4;
  const dx = emptyTensor(backend, [batch, time, width]);
  const dRecurrent = emptyTensor(backend, [units, width]);
  const dInitial = emptyTensor(backend, [batch, units]);
  const dInitialCell = emptyTensor(backend, [batch, units]);
  const { lstmGradients, addRows } = routinesFor(backend);
  walk(backend, sequence, (shared) => {
    const { stateBytes, xStep, activation, gateActivation, maskStep } = shared;
    const columns = { first: 0, count: width };
    withScratch(backend, stateBytes, (product) => {
      const dh = addressOf(backend, dInitial);
      [dInitial, dInitialCell].forEach((gradient, i) => {
        const view = viewOf(backend, gradient, "float32").fill(0);
        const given = ofLast[i];
        if (given !== undefined) view.set(viewOf(backend, given, "float32"));
      });
      for (let step = time - 1; step >= 0; step--) {
        if (ofSequence !== undefined) {
          const from = addressOf(backend, ofSequence) + 4 * step * units;
          addRows(from, 4 * time * units, dh, batch, 4 * units);
        }
        const dxAt = addressOf(backend, dx) + 4 * shared.timeOf(step) * width;
        lstmGradients(
          dh,
          addressOf(backend, dInitialCell),
          addressOf(backend, cells!) + step * stateBytes,
          addressOf(backend, gates!) + 4 * step * stateBytes,
          dxAt,
          xStep,
          shared.maskAt(step),
          maskStep,
          batch,
          units,
          activation,
          gateActivation,
        );
        timesTransposed(shared, { from: dxAt, step: xStep, to: product, columns });
        addRows(product, 4 * units, dh, batch, 4 * units);
      }
    });
    recurrentGradient(shared, {
      states: addressOf(backend, states!),
      dx: addressOf(backend, dx),
      to: addressOf(backend, dRecurrent),
      columns,
    });
  });
  return [dx, dRecurrent, dInitial, dInitialCell];
}
