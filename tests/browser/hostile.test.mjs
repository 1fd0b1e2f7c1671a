// Nothing from a report is ever markup: reports that mean harm (hostile/) are words on every page that shows them.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, withPage } from "./lib/browser.mjs";

after(close);

// Signs that turn the direction of what follows, and controls that a terminal would obey.
const SIGNS = /[\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Every page that shows something of the hostile reports. */
async function pages() {
  const { events } = await api(`/api/events?since=2021-05&until=2021-06&${ALL}`);
  assert.ok(events.length >= 6, `${events.length} events of hostile/`);
  const all = new Set(["/?since=2021-05&until=2021-06", "/?q=%3Cscript%3E", "/feed.atom?since=2021-05"]);
  for (const event of events) {
    all.add(`/event/${event.id}`);
    [...event.actors, ...event.recipients].forEach((p) => all.add(`/actor/${p.actor}`));
    (await api(`/api/events/${event.id}`)).accounts.forEach((a) => all.add(`/report/${a.report}?dropped=1`));
  }
  return [...all].filter((path) => !path.startsWith("/feed"));
}

/** What on a page could run, load or lead out, if any of it came from a report. */
function dangers() {
  const found = [];
  const own = ["SCRIPT", "LINK", "IMAGE"];
  for (const element of document.querySelectorAll("*")) {
    const name = element.tagName.toUpperCase();
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute) || attribute === "style") found.push(`${name} ${attribute}`);
      const leads = ["href", "src", "action", "xlink:href"].includes(attribute);
      if (leads && /^\s*(javascript|data|vbscript):/i.test(value)) found.push(`${name} ${value}`);
    }
    if (["IFRAME", "OBJECT", "EMBED", "BASE", "STYLE", "IMG", "TEXTAREA"].includes(name)) found.push(name);
    const source = element.getAttribute("src") ?? (name === "LINK" ? element.getAttribute("href") : null);
    if (own.includes(name) && source && !source.startsWith("/")) found.push(`${name} ${source}`);
  }
  if (window.pwned !== undefined) found.push(`ran: ${window.pwned}`);
  return found;
}

test("no page makes anything of them but words", () =>
  withPage({}, async (page) => {
    for (const path of await pages()) {
      const answer = await page.goto(path);
      assert.equal(answer.status(), 200, path);
      assert.match(answer.headers()["content-security-policy"], /default-src 'none'.*script-src 'self'/s);
      assert.deepEqual(await page.evaluate(dangers), [], path);
      assert.doesNotMatch(await page.evaluate(() => document.documentElement.outerHTML), SIGNS, path);
      assert.match(await page.title(), / · Sidelines$/);
    }
  }));

test("the pages still stand whole: head, navigation, footer", () =>
  withPage({}, async (page) => {
    for (const path of await pages()) {
      await page.goto(path);
      assert.equal(await page.locator("body > footer").count(), 1, path);
      assert.equal(await page.locator("main").count(), 1, path);
      assert.equal(await page.locator("script").count(), 1, path);
    }
  }));

test("what they wrote can be read as they wrote it", () =>
  withPage({}, async (page) => {
    const { events } = await api(`/api/events?q=cocoa&${ALL}`);
    const { accounts } = await api(`/api/events/${events[0].id}`);
    const words = [];
    for (const { report } of accounts) {
      await page.goto(`/report/${report}`);
      words.push(await page.locator("main").innerText());
    }
    assert.match(words.join("\n"), /<script>window\.pwned='(text|title|head)'<\/script>/);
    await page.goto("/?q=fishing");
    await page.locator("#events a[href*='/event/']").first().click();
    await page.waitForURL(/\/event\//);
    assert.doesNotMatch(await page.locator("main").innerText(), /(^|\D)49(\D|$)/, "no template of theirs is filled");
  }));

test("clicks and the mouse set nothing off", () =>
  withPage({}, async (page) => {
    for (const path of (await pages()).filter((p) => p.startsWith("/report/"))) {
      await page.goto(path);
      for (const part of await page.locator(".text p, header p, h1").all()) await part.hover({ timeout: 2000 });
      await page.locator("h1").click();
      assert.equal(await page.evaluate(() => window.pwned), undefined);
    }
  }));

test("the API, the feed and the calendar carry them as data", async () => {
  const query = "since=2021-05&until=2021-06";
  const base = process.env.SIDELINES_URL;
  for (const [path, type] of [
    [`/api/events?${query}`, /^application\/json/],
    [`/feed.atom?${query}`, /^application\/atom\+xml/],
    [`/events.ics?${query}`, /^text\/calendar/],
    [`/events.csv?${query}`, /^text\/csv/],
  ]) {
    const answer = await fetch(base + path);
    const body = await answer.text();
    assert.match(answer.headers.get("content-type"), type);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
    if (path.startsWith("/feed")) assert.doesNotMatch(body, /<script|<img|<svg|<iframe/i);
    if (path.startsWith("/events.ics")) assert.doesNotMatch(body, /\n(?![A-Z ]|$)/, "every line is a property or goes on");
  }
});
