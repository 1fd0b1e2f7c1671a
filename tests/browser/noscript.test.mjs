// Reading works without JavaScript: searching, filtering, paging, events, reports, actors.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, idsShown, withPage } from "./lib/browser.mjs";

after(close);

const still = { javaScriptEnabled: false };

test("search, filter and pages", () =>
  withPage(still, async (page) => {
    await page.goto("/");
    await page.getByRole("searchbox", { name: "Search" }).fill("Kim");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Kim/);
    const found = await api(`/api/events?q=Kim&${ALL}`);
    assert.ok(found.total > 0);
    assert.deepEqual(await idsShown(page), found.events.map((e) => e.id).slice(0, 50));

    await page.goto("/");
    const who = page.getByLabel("Who", { exact: true });
    if (!(await who.isVisible())) await page.locator("summary", { hasText: "Filters" }).click();
    await who.fill("Putin");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/who=Putin/);
    const his = await api(`/api/events?who=Putin&${ALL}`);
    assert.deepEqual(await idsShown(page), his.events.map((e) => e.id).slice(0, 50));

    await page.goto("/?limit=5");
    const first = await idsShown(page);
    await page.getByRole("link", { name: "Next" }).click();
    await page.waitForURL(/from=5/);
    assert.equal((await idsShown(page)).filter((id) => first.includes(id)).length, 0);
  }));

test("from the ledger to an event, its report and somebody in it", () =>
  withPage(still, async (page) => {
    await page.goto("/?sort=reports");
    await page.locator("#events a[href*='/event/']").first().click();
    await page.waitForURL(/\/event\//);
    assert.ok((await page.locator("mark").count()) > 0);
    await page.getByRole("link", { name: /in the report/ }).first().click();
    await page.waitForURL(/\/report\//);
    const somebody = page.locator("main a[href*='/actor/']").first();
    const href = await somebody.getAttribute("href");
    await page.goto(href);
    assert.ok((await idsShown(page)).length > 0);
  }));

test("marks of a report are shown and hidden", () =>
  withPage(still, async (page) => {
    const [event] = (await api("/api/events?sort=reports&limit=1")).events;
    const { accounts } = await api(`/api/events/${event.id}`);
    await page.goto(`/report/${accounts[0].report}`);
    const box = page.getByRole("checkbox", { name: /words that show an event/ });
    const told = page.locator(".text .told").first();
    const looks = () => told.evaluate((e) => JSON.stringify([getComputedStyle(e).backgroundColor, getComputedStyle(e).textDecorationLine, getComputedStyle(e).borderBottomStyle, getComputedStyle(e).boxShadow, getComputedStyle(e).backgroundImage, getComputedStyle(e).fontWeight]));
    const before = await looks();
    await box.uncheck();
    assert.notEqual(await looks(), before);
  }));
