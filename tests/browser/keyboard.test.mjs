// All with the keyboard: skip, search, go to an event; one always sees where one is.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { close, withPage } from "./lib/browser.mjs";

after(close);

/** Presses Tab until what has the focus passes; fails when it never does. */
async function tabTo(page, passes, most = 120) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(passes)) return;
  }
  assert.fail(`nothing that passes ${passes} in ${most} steps`);
}

test("from the address bar to an event", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    await tabTo(page, () => document.activeElement.type === "search", 12);
    await page.keyboard.type("Singapore");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=Singapore/);
    await tabTo(page, () => document.activeElement.matches("#events a[href*='/event/']"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/event\//);
  }));

test("the first step is a link over the navigation, and it works", () =>
  withPage({}, async (page) => {
    await page.goto("/");
    await page.keyboard.press("Tab");
    const skip = page.locator(":focus");
    assert.match(await skip.innerText(), /skip/i);
    assert.ok(await skip.isVisible());
    const box = await skip.boundingBox();
    assert.ok(box.y >= 0 && box.x >= 0 && box.width > 10 && box.height > 10, "seen while it has the focus");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.activeElement.closest("main") !== null));
  }));

test("what has the focus can be seen", () =>
  withPage({}, async (page) => {
    for (const path of ["/", "/?sort=reports"]) {
      await page.goto(path);
      for (let i = 0; i < 25; i++) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return "left the page";
          const inner = [element, ...element.querySelectorAll("*")].map((e) => getComputedStyle(e));
          const drawn = (s) =>
            (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 1) || s.boxShadow !== "none";
          const marked = inner.some((s) => drawn(s) || (s.stroke !== "none" && parseFloat(s.strokeWidth) > 0));
          return marked ? "seen" : element.outerHTML.slice(0, 200);
        });
        assert.match(seen, /^(seen|left the page)$/, `step ${i + 1} of ${path}`);
      }
    }
  }));

test("nothing holds the focus", () =>
  withPage({}, async (page) => {
    await page.goto("/?limit=5");
    await tabTo(page, () => document.activeElement === document.body, 250);
  }));
