// Pages stay small and quick: the first one, and that of a report which is one line of eight million letters.
import assert from "node:assert/strict";
import { mkdtemp, writeFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { api, base, close, withPage } from "./lib/browser.mjs";
import { run } from "./lib/program.mjs";

after(close);

async function timed(path) {
  const start = performance.now();
  const answer = await fetch(base + path);
  const body = await answer.arrayBuffer();
  return { status: answer.status, bytes: body.byteLength, seconds: (performance.now() - start) / 1000 };
}

test("the first page with its style and script is under 100 KB without the map", async () => {
  let bytes = 0;
  for (const path of ["/", "/static/style.css", "/static/app.js", "/static/icon.svg"]) {
    const answer = await timed(path);
    assert.equal(answer.status, 200, path);
    bytes += answer.bytes;
  }
  assert.ok(bytes < 100_000, `${bytes} bytes`);
});

test("a report of one endless line is shown in parts", () =>
  withPage({}, async (page) => {
    const { events } = await api("/api/events?who=Macron&since=2021-05-04&until=2021-05-04&limit=200");
    const bundles = await Promise.all(events.map((e) => api(`/api/events/${e.id}`)));
    const reports = new Set(bundles.flatMap((b) => b.accounts.map((a) => a.report)));
    const sizes = [];
    for (const id of reports) {
      const { bytes, seconds } = await timed(`/report/${id}`);
      assert.ok(bytes < 1_000_000 && seconds < 3, `${id}: ${bytes} bytes in ${seconds} s`);
      await page.goto(`/report/${id}`);
      sizes.push((await page.locator("main").innerText()).length);
      if ((await page.getByText(/Part 1 of \d+/).count()) === 0) continue;
      await page.getByRole("link", { name: /next/i }).first().click();
      await page.waitForURL(/part=2/);
      return;
    }
    assert.fail(`the long report is among none of ${[...reports]}: ${sizes}`);
  }));

test("a line of 10 MB is refused with a reason", async () => {
  const place = await mkdtemp(join(tmpdir(), "sidelines-long-"));
  await writeFile(join(place, "line.txt"), "z".repeat(10_000_000));
  const { stderr } = await run("read", join(place, "line.txt"), "--record", join(place, "r.db"));
  assert.match(stderr, /8 MB read at once/);
  await rm(place, { recursive: true });
});
