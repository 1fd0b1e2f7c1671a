// The comparison table: where accounts differ, the row says so in words, not by colour alone, and gives each value.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ALL, api, close, withPage } from "./lib/browser.mjs";

after(close);

test("a difference stands in the table with all that is said", () =>
  withPage({}, async (page) => {
    const { events } = await api(`/api/events?differ=any&${ALL}`);
    assert.ok(events.length > 0, "examples/ hold reports that differ");
    for (const event of events) {
      await page.goto(`/event/${event.id}`);
      const table = page.getByRole("region", { name: "Where they agree and differ" }).getByRole("table");
      const fields = Object.entries(event.comparison).filter(([name, f]) => name !== "topics" && f.differ.length > 0);
      for (const [name, field] of fields) {
        const row = table.getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(name, "i") }) });
        const words = (await row.allInnerTexts()).join("\n");
        assert.match(words, /differ|≠/, `${event.id} ${name}`);
        assert.ok(field.differ.length > 1, `${event.id} ${name}`);
      }
    }
  }));

test("accounts that differ nowhere are said to agree", () =>
  withPage({}, async (page) => {
    const { events } = await api(`/api/events?${ALL}`);
    const differs = (e) => Object.values(e.comparison).some((f) => f.differ.length > 0);
    const calm = events.find((e) => e.accounts.length > 1 && !differs(e));
    assert.ok(calm);
    await page.goto(`/event/${calm.id}`);
    await page.getByText("contradict one another nowhere").waitFor();
    assert.equal(await page.locator("table .differ").count(), 0);
  }));
