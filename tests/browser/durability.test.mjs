// SPDX-License-Identifier: AGPL-3.0-or-later
// The server is killed (SIGKILL) while people write, again and again: what was acknowledged is there once, under its number; what
// was in flight is there once or not at all, and sending the same form again never makes a second one.
// MOSHAREKAT_DEEP=1 tries a hundred rounds in place of twenty.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { run, sleep, start_server } from "./harness.mjs";
import { Person } from "./http.mjs";

const rounds = process.env.MOSHAREKAT_DEEP ? 100 : 20;
const writers = 8;
const form_page = "/calls/2/contributions/new";
const target = "/calls/2/contributions";

// A connection may send twenty comments an hour without scripts: each address is used for fewer.
let sent = 0;
const next_address = () => {
  const n = Math.floor(sent++ / 15);
  return `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
};

async function send(person, letter) {
  person.address = next_address();
  return person.ask(target, { form: letter.form });
}
const number_in = (html) => Number([...(/role="status"[^>]*><p><strong>([^<]*)/.exec(html)?.[1] ?? "").replaceAll(",", "").matchAll(/\d+/g)].at(-1));

// Letters alone: ten digits in a row could be somebody's national code, and would be kept back for a moderator.
const new_mark = () => "mark-" + [...randomBytes(16)].map((byte) => String.fromCharCode(97 + (byte % 26))).join("");

// All that the call's list holds: each comment's mark with the numbers under which it stands.
async function listed(url) {
  const reader = new Person(url);
  reader.cookies.set("of", "somebody"); // a reader with a cookie is not given pages that are kept for all, which may be a second old
  const found = new Map();
  for (let page = 1; ; ++page) {
    const { text } = await reader.ask(`/en${target}?order=oldest&page=${page}`);
    const comments = text.split('<div class="comment').slice(1);
    for (const comment of comments) {
      const mark = /mark-[a-z]{16}/.exec(comment)?.[0];
      const number = Number(/id="c(\d+)"/.exec(comment)[1]);
      if (mark) found.set(mark, [...(found.get(mark) ?? []), number]);
    }
    if (comments.length === 0) return found;
  }
}

test(`${rounds} kills under ${writers} writers: nothing acknowledged is lost, nothing stands twice`, async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-"));
  const data = path.join(folder, "data");
  await run(["demo", "--small", "--data", data]);
  fs.writeFileSync(path.join(data, "settings.toml"), '[site]\ntrusted_proxies = ["127.0.0.1"]\n');
  let server = await start_server({ data });
  try {
    const people = Array.from({ length: writers }, () => new Person(() => server.url + "/en"));
    const forms = await Promise.all(people.map((person) => person.form(form_page, target)));
    await sleep(3200);

    const letters = [];
    let repeated = 0, in_flight = 0, landed = 0;
    for (let round = 0; round < rounds; ++round) {
      const victim = server.process;
      let alive = true;
      const unsure = [], sure = [];
      const writing = people.map(async (person, writer) => {
        while (alive) {
          const mark = new_mark();
          const letter = { mark, form: { ...forms[writer], once: randomBytes(16).toString("hex"), body: `نظر آزمایشی با نشان ${mark} دربارهٔ ساعت کار` } };
          let answer = null;
          try {
            answer = await send(person, letter);
          } catch {
            unsure.push([person, letter]);
            return;
          }
          assert.equal(answer.status, 200, answer.text);
          letter.number = number_in(answer.text);
          assert.ok(letter.number > 0, "a receipt has a number");
          sure.push([person, letter]);
        }
      });
      await sleep(30 + Math.random() * 500);
      victim.kill("SIGKILL");
      alive = false;
      await Promise.all(writing);
      letters.push(...sure.map(([, letter]) => letter), ...unsure.map(([, letter]) => letter));
      in_flight += unsure.length;

      server = await start_server({ data });
      // Sent again, as a person does whose browser said that the connection broke: the same form, twice.
      const before = await listed(server.url);
      for (const [person, letter] of [...unsure, ...sure.slice(-2)]) {
        if (letter.number) assert.deepEqual(before.get(letter.mark), [letter.number], "acknowledged, and there once");
        else if (before.has(letter.mark)) ++landed;
        for (let again = 0; again < 2; ++again) {
          const answer = await send(person, letter);
          assert.equal(answer.status, 200, answer.text);
          const number = number_in(answer.text);
          assert.equal(number, letter.number ?? before.get(letter.mark)?.[0] ?? number, "the same form has one number");
          letter.number = number;
          ++repeated;
        }
      }
    }

    const found = await listed(server.url);
    for (const { mark, number } of letters) assert.deepEqual(found.get(mark), [number], `${mark} under number ${number}`);
    assert.equal(found.size, letters.length, "nothing is there that nobody sent");
    const numbers = letters.map((letter) => letter.number);
    assert.equal(new Set(numbers).size, numbers.length, "no number was given twice");
    assert.ok(letters.length - in_flight > rounds, "hardly anything was written");
    assert.ok(in_flight > rounds / 2, "the kills came when nobody wrote");
    t.diagnostic(`${rounds} kills: ${letters.length - in_flight} acknowledged, ${in_flight} in flight (${landed} of them had landed), ${repeated} forms sent again; 0 lost, 0 twice`);
  } finally {
    await server.stop({ keep: true }).catch(() => {});
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
