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

/** A GRU (reset before the product) over a whole sequence. */
export const gruCell: RecurrentCell = { forward, backward };

function forward(
  backend: WasmBackend,
  sequence: Sequence,
  [initial]: readonly Tensor[],
): { saved: Tensor[]; sequence: () => Tensor; last: () => Tensor[] } {
  const [batch, time, width] = sequence.x.shape as [number, number, number];
  const units = width / 3;
  const states = emptyTensor(backend, [time + 1, batch, units]);
  const gates = emptyTensor(backend, [time, batch, width]);
  const resets = emptyTensor(backend, [time, batch, units]);
  viewOf(backend, states, "float32").set(viewOf(backend, initial!, "float32"));
  const { gruGates, gruStates } = routinesFor(backend);
  walk(backend, sequence, (shared) => {
    const { stateBytes, xStep, activation, gateActivation, maskStep } = shared;
    withScratch(backend, 2 * stateBytes, (product) => {
      for (let step = 0; step < time; step++) {
        const x = shared.x + 4 * shared.timeOf(step) * width;
        const h = addressOf(backend, states) + step * stateBytes;
        const gate = addressOf(backend, gates) + 3 * step * stateBytes;
        const rh = addressOf(backend, resets) + step * stateBytes;
        const both = { first: 0, count: 2 * units };
        timesRecurrent(shared, { from: h, to: product, columns: both });
        gruGates(x, xStep, product, h, gate, rh, batch, units, gateActivation);
        const candidate = { first: 2 * units, count: units };
        timesRecurrent(shared, { from: rh, to: product, columns: candidate });
        const mask = shared.maskAt(step);
        const next = h + stateBytes;
        gruStates(x, xStep, product, h, gate, next, mask, maskStep, batch, units, activation);
      }
    });
  });
  return {
    saved: [states, gates, resets],
    sequence: () => stackSteps(backend, states),
    last: () => [lastStep(states)],
  };
}

function backward(
  backend: WasmBackend,
  sequence: Sequence,
  [states, gates, resets]: readonly Tensor[],
  { ofSequence, ofLast }: StateGradients,
): Tensor[] {
  const [batch, time, width] = sequence.x.shape as [number, number, number];
  const units = width / 3;
  const dx = emptyTensor(backend, [batch, time, width]);
  const dRecurrent = emptyTensor(backend, [units, width]);
  const dInitial = emptyTensor(backend, [batch, units]);
  const { gruStateGradients, gruResetGradients, addRows } = routinesFor(backend);
  walk(backend, sequence, (shared) => {
    const { stateBytes, xStep, activation, gateActivation, maskStep } = shared;
    withScratch(backend, stateBytes, (product) => {
      const dh = addressOf(backend, dInitial);
      const dhView = viewOf(backend, dInitial, "float32").fill(0);
      if (ofLast[0] !== undefined) dhView.set(viewOf(backend, ofLast[0], "float32"));
      for (let step = time - 1; step >= 0; step--) {
        if (ofSequence !== undefined) {
          const from = addressOf(backend, ofSequence) + 4 * step * units;
          addRows(from, 4 * time * units, dh, batch, 4 * units);
        }
        const h = addressOf(backend, states!) + step * stateBytes;
        const gate = addressOf(backend, gates!) + 3 * step * stateBytes;
        const dxAt = addressOf(backend, dx) + 4 * shared.timeOf(step) * width;
        const mask = shared.maskAt(step);
        gruStateGradients(
          dh,
          h,
          gate,
          dxAt,
          xStep,
          mask,
          maskStep,
          batch,
          units,
          activation,
          gateActivation,
        );
        timesTransposed(shared, {
          from: dxAt + 8 * units,
          step: xStep,
          to: product,
          columns: { first: 2 * units, count: units },
        });
        gruResetGradients(product, dh, h, gate, dxAt, xStep, batch, units, gateActivation);
        timesTransposed(shared, {
          from: dxAt,
          step: xStep,
          to: product,
          columns: { first: 0, count: 2 * units },
        });
        addRows(product, 4 * units, dh, batch, 4 * units);
      }
    });
    const target = { dx: addressOf(backend, dx), to: addressOf(backend, dRecurrent) };
    recurrentGradient(shared, {
      ...target,
      states: addressOf(backend, states!),
      columns: { first: 0, count: 2 * units },
    });
    recurrentGradient(shared, {
      ...target,
      states: addressOf(backend, resets!),
      columns: { first: 2 * units, count: units },
    });
  });
  return [dx, dRecurrent, dInitial];
}
