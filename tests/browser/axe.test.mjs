// axe-core finds no serious or critical fault on any page: light and dark, wide and narrow.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { api, close, withPage } from "./lib/browser.mjs";

after(close);

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function pages() {
  const [event] = (await api("/api/events?differ=any&sort=reports&limit=1")).events;
  const { accounts } = await api(`/api/events/${event.id}`);
  return {
    ledger: "/",
    "ledger with filters": "/?who=Trump&since=2018&sort=reports",
    "ledger with nothing": "/?q=zzyzxnowhere",
    event: `/event/${event.id}`,
    report: `/report/${accounts[0].report}?dropped=1`,
    actor: `/actor/${event.actors[0].actor}`,
    "no page": "/event/e0000000000000000",
  };
}

for (const [width, height] of [[1280, 800], [390, 844]]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${width} wide, ${colorScheme}`, () =>
      withPage({ viewport: { width, height }, colorScheme }, async (page) => {
        const faults = [];
        for (const [name, path] of Object.entries(await pages())) {
          await page.goto(path);
          await page.evaluate(axe);
          const { violations } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), RULES);
          for (const { id, impact, nodes, help } of violations) {
            const line = `${name}: ${id} (${impact}) ${help}: ${nodes.map((n) => n.target).slice(0, 3).join(" | ")}`;
            if (["serious", "critical"].includes(impact)) faults.push(line);
            else console.log(`  ${impact}: ${line}`);
          }
        }
        assert.deepEqual(faults, []);
      }));
  }
}

test("nothing is wider than a phone", () =>
  withPage({ viewport: { width: 390, height: 844 } }, async (page) => {
    for (const [name, path] of Object.entries(await pages())) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name}: ${wide} pixels too wide`);
    }
  }));
