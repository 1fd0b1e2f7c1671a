// Who may ask for what: names of this machine only (DNS rebinding), and nothing is changed by a page of others.
import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";

const base = new URL(process.env.SIDELINES_URL);

/** A request with headers that a browser or fetch would not send. */
function ask(method, path, headers, body) {
  return new Promise((done, failed) => {
    const sent = request({ host: base.hostname, port: base.port, method, path, headers }, (answer) => {
      let text = "";
      answer.on("data", (part) => (text += part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, text }));
    });
    sent.on("error", failed);
    sent.end(body);
  });
}

test("another name for this machine is refused", async () => {
  assert.equal((await ask("GET", "/", { host: base.host })).status, 200);
  assert.equal((await ask("GET", "/", { host: `localhost:${base.port}` })).status, 200);
  for (const host of ["evil.example", `evil.example:${base.port}`, `${base.host}.evil.example`, "127.0.0.1", " "]) {
    const { status, text } = await ask("GET", "/api/events", { host });
    assert.ok([400, 403, 421].includes(status), `${host}: ${status}`);
    assert.doesNotMatch(text, /"events"/);
  }
});

test("nothing is written unless that was asked for when it was started", async () => {
  const own = { host: base.host, origin: base.origin, "content-type": "text/plain" };
  const { status, text } = await ask("POST", "/read?name=a.txt", own, "Ama Boateng met Emmanuel Macron.");
  assert.equal(status, 403);
  assert.match(text, /--write/);
});

test("a page of others can send nothing", async () => {
  for (const origin of [undefined, "null", "https://evil.example", `http://localhost:${Number(base.port) + 1}`]) {
    const headers = { host: base.host, "content-type": "text/plain", ...(origin && { origin }) };
    assert.equal((await ask("POST", "/read?name=a.txt", headers, "x")).status, 403, origin);
  }
});

test("every answer says what a browser may do with it", async () => {
  for (const path of ["/", "/static/app.js", "/api/events", "/nothing", "/feed.atom"]) {
    const { headers } = await ask("GET", path, { host: base.host });
    assert.match(headers["content-security-policy"], /default-src 'none'/, path);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe|\*/, path);
    assert.equal(headers["x-content-type-options"], "nosniff", path);
    assert.equal(headers["referrer-policy"], "no-referrer", path);
    assert.match(headers["content-security-policy"], /frame-ancestors 'none'/, path);
    assert.equal(headers["access-control-allow-origin"], undefined, path);
  }
});

test("odd addresses and methods are answered, not followed", async () => {
  const own = { host: base.host };
  for (const path of ["/static/../../etc/passwd", "/static/%2e%2e%2fstyle.css", "/event/%00", `/event/${"e".repeat(5000)}`]) {
    assert.ok([400, 404].includes((await ask("GET", path, own)).status), path.slice(0, 60));
  }
  assert.equal((await ask("DELETE", "/", { ...own, origin: base.origin })).status, 405);
  assert.equal((await ask("GET", `/api/events?q=${"word%20".repeat(500)}`, own)).status, 400);
});
