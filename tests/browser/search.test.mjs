// Searching: words in, fewer events out, and an address that can be sent on.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, idsShown, withPage } from "./lib/browser.mjs";

after(close);

const box = (page) => page.getByRole("searchbox", { name: "Search" });

test("words find the events that hold them", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    const before = (await api(`/api/events?${ALL}`)).total;
    await box(page).fill("Singapore");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL(/[?&]q=Singapore/);
    const found = await api(`/api/events?q=Singapore&${ALL}`);
    assert.ok(found.total > 0 && found.total < before, `${found.total} of ${before}`);
    assert.deepEqual(await idsShown(page), found.events.map((e) => e.id).slice(0, 50));
    assert.match(await page.getByRole("status").first().innerText(), new RegExp(`\\b${found.total}\\b`));
    assert.equal(await box(page).inputValue(), "Singapore");
  }));

test("the address alone gives the same view", () =>
  withPage({}, async (page) => {
    await page.goto("/?q=Singapore&sort=oldest");
    const found = await api(`/api/events?q=Singapore&sort=oldest&${ALL}`);
    assert.deepEqual(await idsShown(page), found.events.map((e) => e.id).slice(0, 50));
  }));

test("accents and case do not matter, and signs of a query language mean nothing", async () => {
  const plain = (await api("/api/events?q=singapore")).total;
  assert.equal((await api("/api/events?q=SINGAPORE")).total, plain);
  for (const q of ['"', "NEAR(", "a AND", "*", "-", "who:x^", "'; DROP TABLE event", "(((", "\u0000"]) {
    await api(`/api/events?q=${encodeURIComponent(q)}`);
  }
});

test("where nothing is found it says what to do", () =>
  withPage({}, async (page) => {
    await page.goto("/?q=zzyzxnowhere");
    assert.deepEqual(await idsShown(page), []);
    await page.getByText("No event fits").waitFor();
  }));

test("columns sort, pages follow one another", () =>
  withPage({}, async (page) => {
    const all = (await api(`/api/events?sort=confidence&${ALL}`)).events.map((e) => e.id);
    await page.goto("/?sort=confidence&limit=10");
    const seen = await idsShown(page);
    while ((await page.getByRole("link", { name: "Next" }).count()) > 0) {
      await page.getByRole("link", { name: "Next" }).click();
      await page.waitForLoadState();
      seen.push(...(await idsShown(page)));
    }
    assert.deepEqual(seen, all);
  }));
