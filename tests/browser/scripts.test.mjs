// SPDX-License-Identifier: AGPL-3.0-or-later
// The small scripts, each on a page of its own made here.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { build, open_browser, serve_folder } from "./harness.mjs";

const assets = path.join(build, "assets");
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-scripts-"));
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
let server, browser;

function write(name, body) {
  const script = fs.readdirSync(assets).find((file) => new RegExp(`^${name}\\.[0-9a-f]+\\.js$`).test(file));
  assert.ok(script, `${name}.js is not among the assets: run npm ci and build`);
  fs.writeFileSync(path.join(folder, `${name}.html`),
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title><script type="module" src="/assets/${script}"></script></head><body>${body}</body></html>`);
  return `${server.url}/${name}.html`;
}

before(async () => {
  server = await serve_folder(folder, assets);
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("the proof of work finds the number, and sending waits for it", async () => {
  const salt = "b7f3e1c0a9d2486e5f10.2aa?expires=1780000000&";
  const number = 73211;
  const ask = { algorithm: "SHA-256", challenge: sha256(salt + number), maxnumber: 100000, salt, signature: "s" };
  const url = write("proof", `<form action="/sent.html" data-challenge='${JSON.stringify(ask).replaceAll("&", "&amp;")}'>
    <input name="text"><button type="submit" name="act" value="send">send</button></form>`);
  fs.writeFileSync(path.join(folder, "sent.html"), "<!doctype html><title>sent</title>");
  const page = await browser.page();
  await page.goto(url);
  const start = Date.now();
  await page.fill("[name=text]", "hello");
  await page.click("button");
  await page.waitForURL(/sent/);
  console.log(`${number} hashes in ${Date.now() - start} ms`);
  const sent = new URL(page.url()).searchParams;
  assert.equal(sent.get("text"), "hello");
  assert.equal(sent.get("act"), "send");
  const answer = JSON.parse(atob(sent.get("altcha")));
  assert.deepEqual(answer, { algorithm: "SHA-256", challenge: ask.challenge, number, salt, signature: "s" });
  await page.context().close();
});

test("a proof that cannot be had does not keep anyone from sending", async () => {
  const url = write("proof", `<form action="/sent.html" data-proof="/nothing-here"><input name="text"><button type="submit">send</button></form>`);
  const page = await browser.page();
  await page.goto(url);
  await page.fill("[name=text]", "hello");
  await page.click("button");
  await page.waitForURL(/sent/);
  assert.equal(new URL(page.url()).searchParams.get("altcha"), "");
  await page.context().close();
});

test("what was typed comes back after a crash, and goes when it has arrived", async () => {
  const area = '<textarea data-draft="call-7" data-restored="brought back" data-saved="kept"></textarea>';
  const url = write("draft", area);
  const page = await browser.page();
  await page.goto(url);
  await page.fill("textarea", "نظر من\nسطر دوم");
  await page.waitForSelector("text=kept");
  await page.goto("about:blank");
  await page.goto(url);
  assert.equal(await page.inputValue("textarea"), "نظر من\nسطر دوم");
  assert.equal(await page.textContent(".draft-state"), "brought back");
  // A form that comes back with text from the server is not touched.
  write("draft", area.replace("></", ">from the server</"));
  await page.goto(url);
  assert.equal(await page.inputValue("textarea"), "from the server");
  // A form that opens with a text of its own (proposed wording) gets back what was made of it, as long as that text is the same.
  const wording = '<textarea data-draft="wording">the text in force</textarea>';
  write("draft", wording);
  await page.goto(url);
  await page.fill("textarea", "the text as I would have it");
  await page.goto(url + "?again");
  assert.equal(await page.inputValue("textarea"), "the text as I would have it");
  write("draft", wording.replace("force", "its new version"));
  await page.goto(url);
  assert.equal(await page.inputValue("textarea"), "the text in its new version");
  write("draft", '<p data-draft-done="call-7">arrived</p>' + area);
  await page.goto(url);
  assert.equal(await page.inputValue("textarea"), "");
  await page.context().close();
});

test("the last letters are kept when the page is left at once", async () => {
  const url = write("draft", '<textarea data-draft="fast"></textarea>');
  const page = await browser.page();
  await page.goto(url);
  await page.fill("textarea", "unfinished");
  await page.goto(server.url + "/draft.html?again");
  assert.equal(await page.inputValue("textarea"), "unfinished");
  await page.context().close();
});

test("a selected passage leads to the form with its words, what stands around them and its place", async () => {
  const url = write("passage", `<div data-comment="/calls/7/contributions/new" data-passage="comment on this"><div data-anchor="a1" data-draft="d">
    <p id="p">هر پیش‌نویس دست‌کم سی روز تقویمی پیش از تصویب</p> <p>منتشر می‌شود.</p></div></div><p id="outside">outside</p>`);
  const page = await browser.page();
  await page.goto(url);
  const select = (id, from, to) => page.evaluate(([name, start, end]) => {
    const node = document.getElementById(name).firstChild;
    getSelection().setBaseAndExtent(node, start, node, end);
  }, [id, from, to]);
  await select("p", 11, 32);
  const button = page.locator(".passage-button");
  await button.waitFor({ state: "visible" });
  const address = new URL(await button.getAttribute("href"), url);
  assert.equal(address.pathname, "/calls/7/contributions/new");
  assert.equal(address.searchParams.get("draft"), "d");
  assert.equal(address.searchParams.get("anchor"), "a1");
  const whole = "هر پیش‌نویس دست‌کم سی روز تقویمی پیش از تصویب منتشر می‌شود.";
  const quote = address.searchParams.get("quote"), offset = Number(address.searchParams.get("quote_at"));
  assert.equal(Array.from(whole).slice(offset, offset + Array.from(quote).length).join(""), quote);
  assert.equal(quote, quote.trim());
  assert.ok(whole.startsWith(address.searchParams.get("quote_before") + quote + address.searchParams.get("quote_after")));
  await select("outside", 0, 5);
  await button.waitFor({ state: "hidden" });
  await page.context().close();
});

test("the queue is walked and picked by keyboard", async () => {
  const row = (n) => `<li><label><input type="checkbox" name="pick" value="${n}">${n}</label></li>`;
  const url = write("queue", `<form><input type="checkbox" data-pick-all><input type="text" id="note"><ul class="queue">${[1, 2, 3].map(row).join("")}</ul></form>`);
  const page = await browser.page();
  await page.goto(url);
  const picked = () => page.$$eval(".queue input", (boxes) => boxes.filter((box) => box.checked).map((box) => box.value).join());
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  assert.equal(await picked(), "2");
  await page.keyboard.press("k");
  await page.keyboard.press("x");
  assert.equal(await picked(), "1,2");
  await page.fill("#note", "");
  await page.type("#note", "jxk");
  assert.equal(await page.inputValue("#note"), "jxk");
  assert.equal(await picked(), "1,2");
  await page.check("[data-pick-all]");
  assert.equal(await picked(), "1,2,3");
  // While the keyboard is Persian the same keys give other letters.
  await page.evaluate(() => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "ش", code: "KeyA", bubbles: true })));
  assert.equal(await picked(), "");
  await page.context().close();
});
