// Makes a record of examples/ and of reports that mean harm, serves it, and runs every file *.test.mjs, or those whose
// names hold the words given.
import { writeFile } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { run as runTests } from "node:test";
import { spec } from "node:test/reporters";
import { folder, root, run, serve } from "./lib/program.mjs";

const here = import.meta.dirname;
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((f) => f.endsWith(".test.mjs") && wanted.every((w) => f.includes(w)));

const place = await folder();
const long = join(place.path, "long-line.txt");
// As much as the program reads at once, less a little: one line, one sentence and then a word without an end.
await writeFile(long, `Ama Boateng met Emmanuel Macron in Accra on 4 May 2021. ${"z".repeat(7_900_000)}\n`);
const record = join(place.path, "record.db");
const read = await run("read", join(root, "examples"), join(here, "hostile"), long, "--record", record);
if (!/events/.test(read.stdout + read.stderr)) throw new Error(`no record was made: ${read.stderr}`);

const server = await serve(record);
process.env.SIDELINES_URL = server.url;
process.env.SIDELINES_MADE = record;
const tests = runTests({ files: files.map((f) => join(here, f)), concurrency: 1, timeout: 180_000 });
tests.on("test:fail", () => (process.exitCode = 1));
tests.on("end", async () => {
  server.stop();
  await place.remove();
});
tests.compose(spec).pipe(process.stdout);
