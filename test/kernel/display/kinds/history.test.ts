import { expect, test } from "vitest";
import { renderValue } from "../../../../kernel/display/render-value.js";

function history(epochs: number, metrics: Record<string, (epoch: number) => number>) {
  const epoch = Array.from({ length: epochs }, (_, i) => i);
  return {
    epoch,
    history: Object.fromEntries(
      Object.entries(metrics).map(([name, at]) => [name, epoch.map((_, i) => at(i))]),
    ),
    syncData: async () => {},
  };
}

function chartsOf(html: unknown): string[] {
  const sources = String(html).matchAll(/<img src="data:image\/svg\+xml;base64,([^"]+)"/g);
  return Array.from(sources, ([, source = ""]) => Buffer.from(source, "base64").toString());
}

const FOUR = {
  val_loss: (i: number) => 1 / (i + 1) + 0.1,
  val_acc: (i: number) => 1 - 1 / (i + 2),
  loss: (i: number) => 1 / (i + 1),
  acc: (i: number) => 1 - 1 / (i + 3),
};

test("a history is a table of its epochs and a line per metric and its validation", async () => {
  const { data } = await renderValue(history(3, FOUR));
  expect(data["text/plain"]).toBe(
    [
      "History: 3 epochs",
      "epoch    loss     acc  val_loss  val_acc",
      "    1  1.0000  0.6667    1.1000   0.5000",
      "    2  0.5000  0.7500    0.6000   0.6667",
      "    3  0.3333  0.8000    0.4333   0.7500",
      "loss █▃▁  val_loss █▃▁",
      "acc ▁▅█  val_acc ▁▆█",
    ].join("\n"),
  );
  const charts = chartsOf(data["text/html"]);
  expect(charts).toHaveLength(2);
  for (const chart of charts) {
    expect(chart).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" /);
    expect(chart.match(/<path d="M52 /g)?.length).toBeGreaterThanOrEqual(2);
  }
});

test("a long history is at most 24 lines of text", async () => {
  for (const epochs of [20, 21, 1000]) {
    const text = String((await renderValue(history(epochs, FOUR))).data["text/plain"]);
    expect(text.split("\n").length).toBeLessThanOrEqual(24);
    expect(text).toContain(`History: ${epochs.toLocaleString("en")} epochs`);
  }
  const text = String((await renderValue(history(1000, FOUR))).data["text/plain"]);
  expect(text).toContain("… 987 more rows");
  expect(text).toMatch(/\n +1000 {2}0\.0010/);
});

test("one epoch has no curve, and no epoch no rows", async () => {
  const one = await renderValue(history(1, FOUR));
  expect(one.data["text/html"]).not.toContain("<img");
  expect(String(one.data["text/plain"]).split("\n")).toHaveLength(3);
  expect((await renderValue(history(0, {}))).data["text/plain"]).toBe("History: 0 epochs\nepoch");
});

test("a loss that is no number interrupts its line", async () => {
  const broken = history(4, { loss: (i) => (i === 2 ? Number.NaN : i) });
  const { data } = await renderValue(broken);
  expect(data["text/plain"]).toContain("NaN");
  expect(data["text/plain"]).toContain("loss ▁▃×█");
  const [chart = ""] = chartsOf(data["text/html"]);
  const path = /<path d="(M52 [^"]*)" fill="none" stroke="#[^"]*" stroke-width="2"/.exec(
    chart,
  )?.[1];
  expect(path?.match(/M/g)).toHaveLength(2);
  expect(path).not.toContain("NaN");
});

test("what fit changes later does not change what was shown", async () => {
  const growing = history(1, { loss: () => 1 });
  const rendering = renderValue(growing);
  growing.epoch.push(1);
  growing.history.loss?.push(0.5);
  expect((await rendering).data["text/plain"]).toContain("1 epoch\n");
});
