// Pictures of each page for the README and the handbook, of examples/ alone: node shots.mjs [FOLDER]
// (docs/images). The same record gives the same pictures.
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import sharp from "sharp";
import { folder, root, run, serve } from "./lib/program.mjs";

const out = resolve(process.argv[2] ?? join(root, "docs/images"));
const WIDE = { width: 1280, height: 800 };
// Tall enough for what a page is there for: the accounts beside each other, the whole article, the network.
const HEIGHTS = { event: 1480, report: 900, actor: 900 };
const NARROW = { width: 390, height: 844 };

const place = await folder();
const record = join(place.path, "examples.db");
const { stderr } = await run("read", join(root, "examples"), "--record", record);
const server = await serve(record);
const api = async (path) => (await fetch(server.url + path)).json();

// The event that reports differ on most, a report that tells it, and the person who is in most events.
const fields = (event) => Object.values(event.comparison).filter((field) => field.differ.length > 0).length;
const { events } = await api("/api/events?differ=any&sort=reports&limit=200");
if (!events?.length) throw new Error(`nothing to show: ${stderr}`);
const event = events.toSorted((a, b) => fields(b) - fields(a) || b.n_reports - a.n_reports)[0];
const { accounts } = await api(`/api/events/${event.id}`);
const { parties } = await api("/api/counts");
const people = await Promise.all(parties.slice(0, 20).map((p) => api(`/api/actors/${p.actor}`)));
const person = people.find((actor) => actor.type === "person" || actor.actor_kind === "person" || actor.offices?.length > 0);

const PAGES = {
  ledger: "/",
  event: `/event/${event.id}`,
  report: `/report/${accounts[0].report}`,
  actor: `/actor/${(person ?? people[0]).id}`,
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none", "--no-proxy-server"],
});

async function shoot(name, path, viewport, colorScheme = "light") {
  const context = await browser.newContext({ baseURL: server.url, viewport, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "networkidle" });
  // 256 colours are enough for words on paper, and a third of the bytes.
  await sharp(await page.screenshot()).png({ palette: true, effort: 10 }).toFile(join(out, `${name}.png`));
  await context.close();
  console.log(`${name}.png`);
}

await mkdir(out, { recursive: true });
for (const [name, path] of Object.entries(PAGES)) {
  await shoot(name, path, { ...WIDE, height: HEIGHTS[name] ?? WIDE.height });
  await shoot(`${name}-narrow`, path, NARROW);
}
await shoot("ledger-dark", PAGES.ledger, WIDE, "dark");
await shoot("event-dark", PAGES.event, WIDE, "dark");
await shoot("event-narrow-dark", PAGES.event, NARROW, "dark");
await browser.close();
server.stop();
await place.remove();
