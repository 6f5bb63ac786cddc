import type { CommData } from "../comms/comm.js";
import { comms } from "../comms/comms.js";
import type { WirePath } from "./wire-path.js";

const CONTROL_TARGET = "jupyter.widget.control";

/** A whole state as messages carry it. */
export interface WireState {
  readonly state: CommData;
  readonly paths: readonly WirePath[];
  readonly buffers: readonly Uint8Array[];
}

/** A widget as a front end knows it. */
export interface WidgetModel {
  readonly id: string;
  /** for a front end that asks */
  stateNow(): WireState;
}

const models = new Map<string, WidgetModel>();
let isAnswering = false;

/** Makes a widget known to front ends that come later, such as a page that is loaded again. */
export function addModel(model: WidgetModel): void {
  models.set(model.id, model);
  if (isAnswering) return;
  isAnswering = true;
  comms.register(CONTROL_TARGET, (comm) => {
    comm.onMessage(({ data }) => {
      if (data.method !== "request_states") return;
      const { states, paths, buffers } = allStates();
      comm.send({ method: "update_states", states, buffer_paths: paths }, { buffers });
    });
  });
}

export function removeModel({ id }: WidgetModel): void {
  models.delete(id);
}

function allStates() {
  const states: Record<string, CommData> = {};
  const paths: WirePath[] = [];
  const buffers: Uint8Array[] = [];
  for (const [id, model] of models) {
    const whole = model.stateNow();
    const { _model_name, _model_module, _model_module_version } = whole.state;
    states[id] = {
      model_name: _model_name,
      model_module: _model_module,
      model_module_version: _model_module_version,
      state: whole.state,
    };
    paths.push(...whole.paths.map((path) => [id, "state", ...path]));
    buffers.push(...whole.buffers);
  }
  return { states, paths, buffers };
}
