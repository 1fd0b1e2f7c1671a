// No request leaves this machine: every page is opened, every link on the ledger's first page looked at.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { api, base, close, withPage } from "./lib/browser.mjs";

after(close);

test("pages load only from the server itself", () =>
  withPage({}, async (page) => {
    const asked = new Set();
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    const [event] = (await api("/api/events?sort=reports&limit=1")).events;
    const { accounts } = await api(`/api/events/${event.id}`);
    for (const path of ["/", `/event/${event.id}`, `/report/${accounts[0].report}`, `/actor/${event.actors[0].actor}`]) {
      await page.goto(path, { waitUntil: "networkidle" });
    }
    assert.deepEqual([...asked], [base]);
  }));

test("all that a page loads is there, and links between pages lead somewhere", () =>
  withPage({}, async (page) => {
    const missing = [];
    page.on("response", (answer) => answer.status() >= 400 && missing.push(answer.url()));
    await page.goto("/");
    const hrefs = await page.locator("a[href^='/']").evaluateAll((links) => links.map((a) => a.getAttribute("href")));
    for (const href of new Set(hrefs)) {
      const answer = await fetch(base + href);
      if (answer.status !== 200) missing.push(href);
    }
    assert.deepEqual(missing, []);
  }));

test("a link out tells nobody where it was followed", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    const out = page.locator("a[href^='http']");
    for (const link of await out.all()) assert.match(await link.getAttribute("rel"), /noreferrer/);
  }));
