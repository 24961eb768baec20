// SPDX-License-Identifier: AGPL-3.0-or-later
// Long work: it goes on when the tab is closed and when the server is killed, is done once or not at all, and its page tells how far
// it is, with and without a script. The bundle for the national system is opened file by file. The structure of a text of 1,335
// articles is mended with each answer under a second.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { open_browser, page_checks, run, sleep, staff_page, start_server, until } from "./harness.mjs";
import { Person, staff } from "./http.mjs";

let server, browser, folder;
// Pages lead to the job at once, however quick this machine is.
const at_once = ["--job-wait", "0"];
const troubles = [];
const look = (page, name) => page_checks(page, name, { weight: false }).catch((error) => troubles.push(error.message));

// A law of so many articles, some with notes and clauses, written for this test.
function law(articles) {
  const lines = ["پیش‌نویس قانون نمونه با ماده‌های بسیار"];
  for (let n = 1; n <= articles; ++n) {
    lines.push(`ماده ${n}- واحد شمارهٔ ${n} گزارش سالانهٔ خود را به شورا می‌دهد. شورا آن را در یک ماه برای مردم منتشر می‌کند.`);
    if (n % 3 === 0) lines.push(`تبصره ۱- مهلت این کار ${n % 30 + 1} روز است.`, "تبصره ۲- هزینهٔ آن در بودجهٔ سالانه می‌آید.");
    if (n % 5 === 0) lines.push("الف- گزارش مالی؛", "ب- گزارش کار؛", "پ- برنامهٔ سال بعد.");
  }
  return lines.join("\n");
}

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-"));
  await run(["demo", "--data", path.join(folder, "data")]);
  server = await start_server({ data: path.join(folder, "data"), args: at_once });
  browser = await open_browser();
});
after(async () => {
  await browser?.close();
  await server?.stop({ keep: true });
  fs.rmSync(folder, { recursive: true, force: true });
});

// The demonstration's call that is being prepared.
const drafting = "/desk/calls/9";
async function send_draft(person, name, text) {
  const { csrf } = await person.form(drafting, "/drafts");
  const body = new FormData();
  body.set("csrf", csrf);
  body.set("file", new Blob([text]), name);
  const answer = await fetch(person.url() + drafting + "/drafts", { method: "POST", body, redirect: "manual",
    headers: { cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join("; ") } });
  assert.equal(answer.status, 303);
  return answer.headers.get("location");
}
// People sign in once: more within an hour would be refused.
const signed_in = new Map();
async function by_letter(role) {
  if (!signed_in.has(role)) {
    signed_in.set(role, await staff(server, role));
    signed_in.get(role).url = () => server.url;
  }
  return signed_in.get(role);
}
const pages = new Map();
async function at_desk(lang) {
  if (!pages.has(lang)) pages.set(lang, await staff_page(browser, server, "expert", lang === "fa" ? { width: 360, height: 800 } : { lang }));
  return pages.get(lang);
}
const state_of = async (person, place) => /data-job="job\.state\.(\w+)"/.exec((await person.ask(place)).text)[1];
const drafts_in = async (person) => [...(await person.ask(drafting)).text.matchAll(/\/drafts\/(\w+)\/structure"/g)].map((found) => found[1]);

test("a killed server's work is taken up again by the next one and is done once, whoever closed the page", async () => {
  const person = await by_letter("expert");
  const before_it = await drafts_in(person);
  const text = law(25000);
  fs.writeFileSync(path.join(folder, "law.txt"), text);
  const count = (provisions) => provisions.reduce((sum, one) => sum + 1 + count(one.children ?? []), 0);
  const all = count(JSON.parse(await run(["import", path.join(folder, "law.txt"), "--json"])).provisions);
  for (const wait of [0, 900, 2500]) {
    const place = await send_draft(person, `law-${wait}.txt`, text);
    assert.match(place, /^\/desk\/jobs\/\w{26}$/, "so long a text is read beside the requests");
    await sleep(wait);
    server.process.kill("SIGKILL");
    await until("the server is gone", () => server.process.exitCode !== null || server.process.signalCode !== null);
    server = await start_server({ data: server.data, args: at_once });
    await until("the work has ended", async () => ["done", "failed"].includes(await state_of(person, place)), 60000);
    assert.equal(await state_of(person, place), "done");
    const drafts = await drafts_in(person);
    assert.equal(drafts.length, before_it.length + 1, "once, not twice and not by half");
    const page = (await person.ask(drafting)).text.replaceAll(/[,٬]/g, "");
    assert.ok(page.includes(`law-${wait}.txt`), "the file is named");
    assert.match(page.slice(page.indexOf(`law-${wait}.txt`) - 400, page.indexOf(`law-${wait}.txt`)), new RegExp(all.toLocaleString("fa-IR", { useGrouping: false }) + " قسمت"), "all of it is there");
    const { csrf } = await person.form(drafting, `/drafts/${drafts.at(-1)}/removal`);
    assert.equal((await person.ask(`${drafting}/drafts/${drafts.at(-1)}/removal`, { form: { csrf } })).status, 303);
  }
});

test("its page tells how far it is without a script and with one; it is found again on the desk; others do not see it", async () => {
  const text = law(25000);
  const page = await staff_page(browser, server, "expert", { javascript: false, width: 360, height: 800 });
  const send = async (on) => {
    await on.goto(server.url + drafting);
    await on.setInputFiles("#file", { name: "law.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    await on.click('form[action$="/drafts"] button[type=submit]');
    await on.waitForURL(/\/desk\/jobs\//);
  };
  await send(page);
  assert.equal(await page.locator("[data-job] progress").count(), 1);
  const place = new URL(page.url()).pathname;
  await page.context().close(); // the tab is closed

  const again = await at_desk("fa");
  await again.goto(server.url + "/desk");
  assert.equal(await again.locator(`main a[href="${place}"]`).count(), 1);
  await look(again, "job-desk-fa-phone");
  await again.click(`main a[href="${place}"]`);
  await again.waitForSelector('[data-job="job.state.done"]', { timeout: 60000 });
  await look(again, "job-done-fa-phone");
  await again.click("[data-job] a.btn");
  await again.waitForURL(/done=draft_added/);

  await send(again);
  await look(again, "job-running-fa-phone");
  // The script looks for itself, and leads to what came of it.
  await again.waitForSelector('[data-job="job.state.done"]', { timeout: 60000 });
  assert.equal(await again.evaluate(() => document.activeElement?.matches("[data-job] a.btn")), true);

  const english = await at_desk("en");
  await english.goto(server.url + "/en/desk");
  await look(english, "job-desk-en");
  await english.goto(server.url + "/en" + place);
  await look(english, "job-done-en");

  const lead = await by_letter("moderator");
  assert.equal((await lead.ask(place)).status, 404);
  assert.equal((await (await by_letter("national_admin")).ask(place)).status, 200);
  assert.equal((await new Person(server.url).ask(place)).status, 303);
});

test("a table of 3,000 wrong rows is refused row by row beside the requests, and the page leads to them", async () => {
  const page = await at_desk("en");
  const closed = "/desk/calls/6";
  const rows = Array.from({ length: 3000 }, (_, n) => `<w:tr>${[n + 5000, "Accepted", "reason " + randomBytes(60).toString("hex")].map((cell) =>
    `<w:tc><w:p><w:r><w:t>${cell}</w:t></w:r></w:p></w:tc>`).join("")}</w:tr>`).join("");
  const file = path.join(folder, "table.docx");
  fs.mkdirSync(path.join(folder, "word"));
  fs.writeFileSync(path.join(folder, "word/document.xml"), `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>` +
    `<w:tr>${["No.", "Result", "Reason"].map((cell) => `<w:tc><w:p><w:r><w:t>${cell}</w:t></w:r></w:p></w:tc>`).join("")}</w:tr>${rows}</w:tbl></w:body></w:document>`);
  execFileSync("python3", ["-m", "zipfile", "-c", file, "word/"], { cwd: folder });
  await page.goto(server.url + "/en" + closed + "/table");
  await page.setInputFiles("#file", file);
  await page.click('form[action$="/table"] button[type=submit]');
  await page.waitForURL(/\/desk\/jobs\/|\?job=/);
  if (page.url().includes("/desk/jobs/")) {
    await page.waitForSelector('[data-job="job.state.failed"]', { timeout: 60000 });
    await look(page, "job-failed-en");
    await page.click("[data-job] a.btn >> nth=0");
    await page.waitForURL(/\?job=/);
  }
  assert.match(await page.locator("#wrong-rows").innerText(), /200|3,000/);
  assert.match(await page.locator("tbody tr").first().innerText(), /5,?000/);
});

test("the bundle for the national system holds every file, each sound, and adds up to the pages", async () => {
  for (const [number, with_report] of [[1, true], [2, false], [4, true]]) {
    const person = await by_letter("lead");
    const { csrf } = await person.form(`/desk/calls/${number}/office`, "/bundle");
    let place = (await person.ask(`/desk/calls/${number}/bundle`, { form: { csrf } })).headers.get("location");
    if (!place.endsWith("/file")) {
      await until("the bundle is made", async () => (await state_of(person, place)) === "done", 60000);
      place += "/file";
    }
    const answer = await fetch(server.url + place, { headers: { cookie: [...person.cookies].map(([key, value]) => `${key}=${value}`).join("; ") } });
    assert.equal(answer.headers.get("content-type"), "application/zip");
    const out = path.join(folder, `bundle-${number}`);
    fs.mkdirSync(out);
    fs.writeFileSync(out + ".zip", Buffer.from(await answer.arrayBuffer()));
    execFileSync("python3", ["-m", "zipfile", "-e", out + ".zip", out]);
    const names = fs.readdirSync(out).sort();
    const report = ["report-en.docx", "report-en.pdf", "report-fa.docx", "report-fa.pdf", "report-data.json", "statistics.csv"];
    assert.deepEqual(names, ["call-record.json", "contributions.csv", "draft-1.docx", "draft-1.pdf", "summary-en.txt", "summary-fa.txt",
      ...(with_report ? report : [])].sort());

    const record = JSON.parse(fs.readFileSync(path.join(out, "call-record.json"), "utf8"));
    assert.equal(record.number, number);
    assert.ok(record.title.fa && record.title.en && record.drafts[0].provisions.length > 0);
    const sha256 = (name) => execFileSync("sha256sum", [path.join(out, name)], { encoding: "utf8" }).slice(0, 64);
    assert.deepEqual(record.files.map((file) => file.name).sort(), names.filter((name) => name !== "call-record.json"));
    for (const file of record.files) assert.equal(sha256(file.name), file.sha256, file.name);
    const api = await (await fetch(`${server.url}/api/v1/calls/${number}`)).json();
    assert.equal(record.contributions, api.contributions);
    assert.equal(record.report !== null, with_report);

    const rows = JSON.parse(execFileSync("python3", ["-c", "import csv,json,sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig')))))",
      path.join(out, "contributions.csv")], { encoding: "utf8", maxBuffer: 1 << 28 }));
    assert.equal(rows.length, api.contributions);
    // What is decided is public with the report, not before.
    assert.equal(rows.some((row) => row.decision !== ""), with_report);

    for (const name of names.filter((one) => one.endsWith(".pdf"))) {
      const facts = execFileSync("pdfinfo", [path.join(out, name)], { encoding: "utf8" });
      assert.match(facts, /Tagged:\s+yes/, name);
      assert.match(facts, /Pages:\s+[1-9]/, name);
    }
    for (const name of names.filter((one) => one.endsWith(".docx")))
      assert.ok(execFileSync("python3", ["-c", "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.read('word/document.xml').decode()[:200])",
        path.join(out, name)], { encoding: "utf8" }).includes("<w:document"), name);
    for (const [language, letters] of [["fa", /[آ-ی]{3}/], ["en", /[A-Za-z]{3}/]]) {
      const text = fs.readFileSync(path.join(out, `summary-${language}.txt`), "utf8");
      assert.match(text, letters);
      assert.ok(text.startsWith(record.title[language]) && text.includes(`/calls/${number}`), language);
    }
  }
  assert.equal((await (await by_letter("moderator")).ask("/desk/calls/1/bundle", { form: {} })).status, 403);
});

test("addresses recorded on the office's page stand in the bundle with their days", async () => {
  const page = await staff_page(browser, server, "lead", { width: 360, height: 800 });
  await page.goto(server.url + "/desk/calls/2/office");
  await page.selectOption("#place", "national");
  await page.fill("#url", "https://national.example/calls/77");
  await page.fill("#placed_on", "۱۴۰۵/۰۸/۰۱");
  await page.click('form[action$="/addresses"] button[type=submit]');
  await page.waitForURL(/done=saved/);
  await page.locator("#bundle").scrollIntoViewIfNeeded();
  await look(page, "office-bundle-fa-phone");
  await page.click('form[action$="/bundle"] button[type=submit]');
  await page.waitForURL(/\/desk\/jobs\//);
  await page.waitForSelector('[data-job="job.state.done"]', { timeout: 60000 });
  const download = page.waitForEvent("download", { timeout: 30000 });
  await page.click("[data-job] a.btn");
  const file = path.join(folder, "addresses.zip");
  await (await download).saveAs(file);
  const record = JSON.parse(execFileSync("python3", ["-c", "import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read('call-record.json'))", file], { encoding: "utf8" }));
  const national = record.addresses.find((one) => one.place === "national");
  assert.equal(national.url, "https://national.example/calls/77");
  assert.match(national.placed_at, /^2026-10-23T/);
});

test("what reading a Word file left out stands on the page of the call, in both languages, and stays with the text", async () => {
  const page = await at_desk("fa");
  const made = path.join(folder, "draft.docx");
  fs.rmSync(path.join(folder, "word"), { recursive: true, force: true });
  fs.mkdirSync(path.join(folder, "word"));
  const words = (text) => `<w:r><w:t>${text}</w:t></w:r>`;
  fs.writeFileSync(path.join(folder, "word/document.xml"), `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:a="a" xmlns:v="v"><w:body>` +
    `<w:p><w:r><w:pict><v:shape><w:txbxContent><w:p>${words("شماره: ....")}</w:p><w:p>${words("تاریخ: ....")}</w:p></w:txbxContent></v:shape></w:pict></w:r></w:p>` +
    `<w:p>${words("آیین‌نامهٔ باغ‌های نمونه")}</w:p><w:p>${words("ماده ۱- هر باغ یک هماهنگ‌کننده دارد.")}<w:r><w:commentReference w:id="1"/></w:r></w:p>` +
    `<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>` +
    `<w:p>${words("ماده ۲- آب باغ ")}<w:ins w:id="2">${words("خام")}</w:ins><w:del w:id="3"><w:r><w:delText>شهری</w:delText></w:r></w:del>${words(" است.")}` +
    `<w:r><w:pict><v:shape><w:txbxContent><w:p>${words("این جمله در کادری میان متن آمده است.")}</w:p></w:txbxContent></v:shape></w:pict></w:r></w:p></w:body></w:document>`);
  execFileSync("python3", ["-m", "zipfile", "-c", made, "word/"], { cwd: folder });
  await page.goto(server.url + drafting);
  await page.setInputFiles("#file", made);
  await page.click('form[action$="/drafts"] button[type=submit]');
  await page.waitForURL(/done=draft_added/); // small: no page of progress in between
  const said = await page.locator(".notice li").allInnerTexts();
  for (const what of [/ثبت‌شده|پذیرفته|اصلاح/, /حاشیه/, /سربرگ/, /کادر/, /تصویر/]) assert.ok(said.some((one) => what.test(one)), `${what} in ${said}`);
  await look(page, "draft-warnings-fa-phone");
  const english = await at_desk("en");
  await english.goto(server.url + "/en" + drafting);
  const in_english = (await english.locator(".notice li").allInnerTexts()).join("\n");
  for (const what of [/1 addition and 1 deletion/, /1 margin comment/, /1 letterhead box/, /1 box/, /1 image or chart/]) assert.match(in_english, what);
  await look(english, "draft-warnings-en");
  // Mending the structure leaves them.
  await english.click('a[href$="/structure"] >> nth=-1');
  await english.click('.structure .line[id$="m1"] a[href*="at="]');
  await english.click("details:has(#text) > summary");
  await english.fill("#text", "هر باغ دو هماهنگ‌کننده دارد.");
  await english.click('.chosen button[name=act][value=write]');
  await english.waitForURL(/done=saved/);
  await english.goto(server.url + "/en" + drafting);
  assert.match((await english.locator(".notice li").allInnerTexts()).join("\n"), /1 letterhead box/);
});

test("the structure of 1,335 articles: each act is answered within a second", async () => {
  const person = await by_letter("expert");
  const place = await send_draft(person, "law.txt", law(1335));
  if (place.includes("/desk/jobs/")) await until("it is read", async () => (await state_of(person, place)) === "done", 30000);
  const id = (await drafts_in(person)).at(-1);
  const path_of = `${drafting}/drafts/${id}/structure`;
  let page = (await person.ask(path_of)).text;
  const first = /id="((?:d\d+-)?)m1"/.exec(page)[1];
  const times = [];
  const act = async (name, anchor, fields, to = path_of) => {
    page = (await person.ask(`${path_of}?at=${first}${anchor}`)).text;
    const hidden = (field) => new RegExp(`name="${field}" value="([^"]*)"`).exec(page)[1];
    if (name === "split") fields = { at: /name="at" value="(\d+)"/.exec(page)[1] };
    const began = performance.now();
    const answer = await person.ask(to, { form: { csrf: hidden("csrf"), hash: hidden("hash"), act: name, anchor: first + anchor, ...fields } });
    const took = performance.now() - began;
    assert.equal(answer.status, 303, `${name}: ${answer.text.slice(0, 2000)}`);
    const next = performance.now();
    page = (await person.ask(answer.headers.get("location"))).text;
    times.push([name, Math.round(took), Math.round(performance.now() - next)]);
  };
  const undo = (anchor) => act("undo", anchor, {}, path_of + "/undo");
  await act("split", "m700", {});
  await undo("m1");
  await act("join", "m700", {});
  await undo("m1");
  await act("renumber", "m1", { number: "2" });
  await undo("m3");
  await act("change", "m701", { kind: "note", number: "1" });
  await undo("m1");
  await act("write", "m700", { heading: "عنوان", text: "متن دیگر است. جملهٔ دوم است." });
  await undo("m1");
  console.log("structure of 1,335 articles, ms (answer, next page):", times.map((one) => one.join(" ")).join("; "));
  for (const [name, took, next] of times) assert.ok(took < 1000 && next < 1000, `${name}: ${took} ms, ${next} ms`);
});

test("every page that was looked at is sound", () => assert.equal(troubles.join("\n\n"), ""));
