// The timeline and the map over the ledger: both filter it, with the mouse and as links.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, idsShown, withPage } from "./lib/browser.mjs";

after(close);

const bars = (page) => page.getByRole("group", { name: /Events by .*bar/ });

async function shows(page) {
  const query = new URL(page.url()).searchParams;
  const found = await api(`/api/events?${query}&${ALL}`);
  assert.deepEqual(await idsShown(page), found.events.map((e) => e.id).slice(0, 50));
  return found.total;
}

test("dragging over the timeline chooses a time", () =>
  withPage({}, async (page) => {
    const all = (await api("/api/events")).total;
    await page.goto("/");
    const box = await bars(page).boundingBox();
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.35, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y, { steps: 8 });
    await page.mouse.up();
    await page.waitForURL((url) => url.searchParams.has("since") && url.searchParams.has("until"));
    const left = await shows(page);
    assert.ok(left < all, `${left} of ${all}`);
  }));

test("a bar is a link that chooses its time", () =>
  withPage({}, async (page) => {
    const all = (await api("/api/events")).total;
    await page.goto("/");
    const bar = bars(page).getByRole("link").last();
    assert.match(await bar.getAttribute("aria-label"), /\d/);
    await bar.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/since=/);
    const left = await shows(page);
    assert.ok(left > 0 && left < all, `${left} of ${all}`);
  }));

test("a circle on the map chooses its place, together with the time", () =>
  withPage({}, async (page) => {
    await page.goto("/?since=2018&until=2018");
    const before = await shows(page);
    const circle = page.getByRole("group", { name: /world map/ }).getByRole("link").first();
    await circle.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/where=/);
    assert.equal(new URL(page.url()).searchParams.get("since"), "2018");
    const left = await shows(page);
    assert.ok(left > 0 && left <= before, `${left} of ${before}`);
  }));
