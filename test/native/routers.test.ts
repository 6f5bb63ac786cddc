import { expect, it } from "vitest";
import { backend, tf } from "../../src/index.js";

it("leaves file:// to a program's own handlers", async () => {
  const handler = {
    save: async () => ({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON({}) }),
  };
  const own = (url: string | string[]) => (String(url).startsWith("file://") ? handler : null);
  tf.io.registerSaveRouter(own as never); // tfjs types routers as if each took every URL
  const { registerSaveRouter } = tf.io;
  await backend("tfjs-node");
  expect(tf.io.getSaveHandlers("file://model")).toEqual([handler]);
  // tfjs-node's own, as the program has none
  expect(tf.io.getLoadHandlers("file://model")).toHaveLength(1);
  expect(tf.io.registerSaveRouter).toBe(registerSaveRouter);
});
