// Dropping a file on the page reads it, where the program was started with --write.
import assert from "node:assert/strict";
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { api, close, withPage } from "./lib/browser.mjs";
import { folder, serve } from "./lib/program.mjs";

after(close);

const REPORT = `OSLO, March 3, 2022 — Norwegian Foreign Minister Anniken Huitfeldt met Danish Foreign Minister Jeppe Kofod in Oslo
on Thursday to talk about cod. The two agreed to meet again in May.

"We agree on the quotas," Kofod said.`;

/** Serves a copy of the record for writing. */
async function writable(use) {
  const place = await folder();
  const record = join(place.path, "own.db");
  await copyFile(process.env.SIDELINES_MADE, record);
  const server = await serve(record, "--write");
  try {
    await withPage({ baseURL: server.url }, (page) => use(page, server.url));
  } finally {
    server.stop();
    await place.remove();
  }
}

/** Lets a file fall on the page, as a browser does when a hand drops it. */
function drop(page, name, content) {
  return page.evaluate(
    ([name, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], name, { type: "text/plain" }));
      for (const kind of ["dragenter", "dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
      }
    },
    [name, content],
  );
}

test("a report that is dropped is read, and its event is in the ledger", () =>
  writable(async (page, url) => {
    const before = (await api("/api/events", url)).total;
    await page.goto("/");
    await drop(page, "oslo.txt", REPORT);
    for (let i = 0; i < 100 && (await api("/api/events", url)).total === before; i++) await page.waitForTimeout(200);
    const found = await api("/api/events?who=Huitfeldt", url);
    assert.ok(found.total > 0);
    await page.goto("/?who=Huitfeldt");
    await page.locator("#events a[href*='/event/']").first().click();
    await page.waitForURL(/\/event\//);
    assert.match(await page.locator("main").innerText(), /Kofod/);
  }));

test("a file that cannot be read is told", () =>
  writable(async (page, url) => {
    const before = (await api("/api/events", url)).total;
    await page.goto("/");
    await drop(page, "broken.zip", "PK\u0003\u0004 and then nothing that a zip has");
    await page.locator("#drop-said", { hasText: /broken\.zip/ }).waitFor();
    await page.waitForFunction(() => !/^Reading/.test(document.getElementById("drop-said").textContent));
    assert.doesNotMatch(await page.locator("#drop-said").innerText(), /^Read\./);
    assert.equal((await api("/api/events", url)).total, before);
  }));

test("without --write the page has no place for files", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    assert.equal(await page.locator("input[type=file]").count(), 0);
  }));
