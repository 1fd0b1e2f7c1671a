// On paper and in the dark: what is only for the screen goes, colours turn round.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { api, close, withPage } from "./lib/browser.mjs";

after(close);

/** How light the ground of a page is, from 0 to 1. */
const light = (page) =>
  page.evaluate(() => {
    const ground = [document.body, document.documentElement].map((e) => getComputedStyle(e).backgroundColor);
    const solid = ground.find((c) => !/, 0\)$|transparent/.test(c)) ?? "rgb(255, 255, 255)";
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = solid;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
  });

test("print leaves the record and takes away the controls", () =>
  withPage({}, async (page) => {
    const [event] = (await api("/api/events?sort=reports&limit=1")).events;
    for (const path of ["/", `/event/${event.id}`]) {
      await page.goto(path);
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      for (const gone of ["nav", "form[role=search]", "a.skip"]) {
        for (const element of await page.locator(gone).all()) assert.ok(!(await element.isVisible()), `${path} ${gone}`);
      }
      assert.ok(await page.locator("main").isVisible());
      assert.ok((await light(page)) > 0.95, "paper is white, also where screens are dark");
      await page.emulateMedia({ media: "screen" });
    }
  }));

test("marks are seen on paper too", () =>
  withPage({}, async (page) => {
    const [event] = (await api("/api/events?sort=reports&limit=1")).events;
    await page.goto(`/event/${event.id}`);
    await page.emulateMedia({ media: "print" });
    const style = await page.locator("mark").first().evaluate((mark) => {
      const { textDecorationLine, fontWeight, borderBottomStyle, printColorAdjust } = getComputedStyle(mark);
      return { textDecorationLine, fontWeight, borderBottomStyle, printColorAdjust };
    });
    const drawn = style.textDecorationLine !== "none" || style.borderBottomStyle !== "none" || Number(style.fontWeight) >= 600;
    assert.ok(drawn || style.printColorAdjust === "exact", JSON.stringify(style));
  }));

test("dark where the screen is dark", () =>
  withPage({ colorScheme: "dark" }, async (page) => {
    await page.goto("/");
    assert.ok((await light(page)) < 0.2);
    await page.emulateMedia({ colorScheme: "light" });
    assert.ok((await light(page)) > 0.8);
  }));
