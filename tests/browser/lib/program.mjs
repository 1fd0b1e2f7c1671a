// The program under test: a record made of inputs, and a server for it.
import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

export const root = resolve(import.meta.dirname, "../../..");
const program = resolve(process.env.SIDELINES ?? join(root, "target/release/sidelines"));

/** Runs the program; what it wrote, also where it failed. */
export async function run(...args) {
  const options = { cwd: root, maxBuffer: 1 << 28, env: { ...process.env, NO_COLOR: "1" } };
  return promisify(execFile)(program, args, options).catch((error) => error);
}

/** A folder that goes when the tests end. */
export async function folder() {
  const path = await mkdtemp(join(tmpdir(), "sidelines-browser-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Serves a record on a free port of this machine. */
export async function serve(record, ...flags) {
  const server = spawn(program, ["serve", "--record", record, "--port", "0", ...flags], { cwd: root });
  let said = "";
  const url = await new Promise((found, failed) => {
    const listen = (bytes) => {
      said += bytes;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) found(address[0]);
    };
    server.stdout.on("data", listen);
    server.stderr.on("data", listen);
    server.on("exit", (code) => failed(new Error(`the server ended (${code}): ${said}`)));
  });
  return { url, stop: () => server.kill() };
}
