// Pages in headless Chromium. What must hold on every page is watched here: no dialog, no error of a script, no
// request that leaves this machine.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const base = process.env.SIDELINES_URL;

const flags = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-proxy-server",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

let running;

/** Opens a page, hands it on, and sees that nothing forbidden happened. Options are those of a browser context. */
export async function withPage(options, use) {
  running ??= chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
  const browser = await running;
  const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 800 }, ...options });
  const faults = [];
  context.on("request", (request) => {
    const address = new URL(request.url());
    if (address.hostname !== "127.0.0.1") faults.push(`asked for ${address}`);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("console", (message) => {
    if (/Content Security Policy/.test(message.text())) faults.push(message.text());
  });
  try {
    await use(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}

/** Ends the browser: once in each file of tests. */
export async function close() {
  await (await running)?.close();
}

/** An answer of the JSON API. */
export async function api(path, of = base) {
  const answer = await fetch(of + path);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

/** The ids of the events in the ledger on a page, in order. */
export function idsShown(page) {
  return page
    .locator("#events a[href*='/event/']")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href").split(/[/?#]/)[2]));
}

/** The whole table on one page: all events of the small record. */
export const ALL = "limit=200";
