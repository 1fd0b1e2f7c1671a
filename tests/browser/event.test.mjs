// An event: opened from the ledger, with the exact words of each report marked in their sentence.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, withPage } from "./lib/browser.mjs";

after(close);

// Line breaks of a text are spaces on a page.
const plain = (words) => words.replace(/\s+/g, " ").trim();

test("an event opens from the ledger, says what is agreed, and leads to its reports", () =>
  withPage({}, async (page) => {
    await page.goto("/?sort=reports");
    const first = page.locator("#events a[href*='/event/']").first();
    const kind = (await first.innerText()).split(/\s/)[0];
    await first.click();
    await page.waitForURL(/\/event\/e[0-9a-f]{16}/);
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.match(await page.locator("main").innerText(), new RegExp(kind));
    await page.getByRole("link", { name: /in the report/ }).first().click();
    await page.waitForURL(/\/report\/r[0-9a-f]{16}/);
  }));

test("the marked words are the evidence, account by account", () =>
  withPage({}, async (page) => {
    const several = (await api(`/api/events?sort=reports&${ALL}`)).events.filter((e) => e.accounts.length > 1);
    assert.ok(several.length > 2);
    for (const { id } of several.slice(0, 8)) {
      const event = await api(`/api/events/${id}`);
      await page.goto(`/event/${id}`);
      for (const account of event.accounts) {
        const marks = await page.locator(`[id='${account.id}'] mark`).allInnerTexts();
        const evidence = account.evidence.map((quote) => plain(quote.exact));
        assert.deepEqual(marks.map(plain).join(" "), evidence.join(" "), account.id);
      }
    }
  }));

test("a sentence stands around the words", () =>
  withPage({}, async (page) => {
    const [{ id }] = (await api("/api/events?sort=reports&limit=1")).events;
    await page.goto(`/event/${id}`);
    const quote = page.locator("blockquote").first();
    const [all, marked] = [await quote.innerText(), await quote.locator("mark").allInnerTexts()];
    assert.ok(all.length > marked.join("").length);
  }));

test("the history and the series of an event lead on", () =>
  withPage({}, async (page) => {
    const called = (await api(`/api/events?status=called_off&${ALL}`)).events;
    assert.ok(called.length > 0);
    await page.goto(`/event/${called[0].id}`);
    assert.match(await page.locator("main").innerText(), /called off/i);
    const all = (await api(`/api/events?${ALL}`)).events;
    const serial = all.find((e) => e.series.length > 0);
    if (serial) {
      await page.goto(`/event/${serial.id}`);
      const others = page.getByRole("region", { name: "Before and after" }).getByRole("link");
      assert.ok((await others.count()) > 0);
    }
  }));

test("the beginning of an id is enough, what is not there says so", () =>
  withPage({}, async (page) => {
    const [{ id }] = (await api("/api/events?limit=1")).events;
    await page.goto(`/event/${id.slice(0, 12)}`);
    assert.ok(page.url().endsWith(id));
    const none = await page.goto("/event/e0000000000000000");
    assert.equal(none.status(), 404);
    await page.getByRole("link", { name: "To the ledger" }).click();
    await page.waitForURL((url) => url.pathname === "/");
  }));
