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
        // Words that show an event by two of its rules are evidence twice, and marked once.
        const evidence = new Set(account.evidence.map((quote) => plain(quote.exact)));
        assert.equal(marks.map(plain).join(" "), [...evidence].join(" "), account.id);
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

test("the history tells that a meeting was called off before it was held", () =>
  withPage({}, async (page) => {
    const { events } = await api(`/api/events?who=Kim&${ALL}`);
    const turned = events.find((e) => e.status === "held" && e.status_history.some((s) => s.status === "called_off"));
    assert.ok(turned, "the meeting of examples/01 to 04");
    await page.goto(`/event/${turned.id}`);
    const steps = await page.getByRole("region", { name: "How it came about" }).getByRole("listitem").allInnerTexts();
    const at = (words) => steps.findIndex((step) => words.test(step));
    assert.ok(at(/^called off$/m) >= 0 && at(/^called off$/m) < at(/^held$/m), steps.join("\n"));
  }));

test("events of the same parties before and after lead on", () =>
  withPage({}, async (page) => {
    const { events } = await api(`/api/events?${ALL}`);
    const bundles = await Promise.all(events.map((e) => api(`/api/events/${e.id}`)));
    const serial = bundles.find((b) => b.event.series.length > 0);
    assert.ok(serial);
    await page.goto(`/event/${serial.event.id}`);
    const others = page.getByRole("region", { name: /Before and after/ }).getByRole("link");
    assert.ok((await others.count()) > 0);
    await others.first().click();
    await page.waitForURL((url) => url.pathname !== `/event/${serial.event.id}`);
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
