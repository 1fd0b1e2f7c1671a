// Each filter by the form: what the page shows is what the API says, fewer than all and more than none.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, idsShown, withPage } from "./lib/browser.mjs";

after(close);

const FILTERS = [
  ["Who", "who", "Putin"],
  ["Who", "who", "RUS"],
  ["Type", "type", "CONSULT"],
  ["Status", "status", "planned"],
  ["Since", "since", "2018-06"],
  ["Until", "until", "2018-05"],
  ["Where", "where", "Singapore"],
  ["About", "about", "summit"],
  ["Context", "context", "diplomatic"],
  ["Accounts differ on", "differ", "any"],
  ["Independent legs, at least", "legs", "2"],
];

async function fill(page, label, value) {
  const field = page.getByLabel(label, { exact: true });
  if (!(await field.isVisible())) await page.locator("summary", { hasText: "Filters" }).click();
  const chosen = await field.evaluate((f) => f.tagName === "SELECT");
  await (chosen ? field.selectOption(value) : field.fill(value));
}

async function agrees(page, query) {
  const all = (await api(`/api/events?${ALL}`)).total;
  const found = await api(`/api/events?${query}&${ALL}`);
  assert.ok(found.total > 0 && found.total < all, `${query}: ${found.total} of ${all}`);
  assert.deepEqual(await idsShown(page), found.events.map((e) => e.id).slice(0, 50));
}

for (const [label, name, value] of FILTERS) {
  test(`${label}: ${value}`, () =>
    withPage({}, async (page) => {
      await page.goto("/");
      await fill(page, label, value);
      await page.getByRole("button", { name: "Apply" }).click();
      await page.waitForURL((url) => url.searchParams.get(name) === value);
      await agrees(page, `${name}=${value}`);
    }));
}

test("several filters hold together, and each is taken away by itself", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    await fill(page, "Who", "Trump");
    await fill(page, "Type", "CONSULT");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.waitForURL(/who=Trump/);
    await agrees(page, "who=Trump&type=CONSULT");
    await page.getByRole("link", { name: /Take away: .*Trump/ }).click();
    await page.waitForURL((url) => !url.searchParams.get("who"));
    await agrees(page, "type=CONSULT");
    await page.getByRole("link", { name: "Clear all" }).click();
    await page.waitForURL((url) => !url.searchParams.get("type"));
  }));

test("a wrong value is told, with what can be given", () =>
  withPage({}, async (page) => {
    await page.goto("/?status=maybe");
    assert.match(await page.getByRole("alert").innerText(), /possible, planned, ongoing/);
    assert.equal((await page.request.get("/api/events?status=maybe")).status(), 400);
  }));
