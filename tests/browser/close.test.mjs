// SPDX-License-Identifier: AGPL-3.0-or-later
// There is no early closing: on day 29 of 30 it is refused by the verb, by the page and by a request of one's own making; only the
// clock closes. The demonstration's second call was opened 27 days before the demonstration was made.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { run, start_server, until } from "./harness.mjs";
import { Person, staff } from "./http.mjs";

const refusal = /period announced to the public is never cut short/;
let data;

before(async () => {
  data = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-")), "data");
  await run(["demo", "--small", "--data", data, "--clock-offset", "-2d"]);
});
after(() => fs.rmSync(path.dirname(data), { recursive: true, force: true }));

const close = (number, code) => run(["call", "close", String(number), "--data", data], { code, env: { LANG: "C" }, with_errors: true });

test("the verb refuses on day 29 of 30, with the sentence, in Persian too", async () => {
  assert.match(await close(2, 1), refusal);
  assert.match(await run(["call", "close", "2", "--data", data], { code: 1, env: { LANG: "fa_IR.UTF-8" }, with_errors: true }), /مهلتی که به مردم اعلام شده کوتاه نمی‌شود/);
});

test("the verb refuses a call that has not opened yet, one that is closed, one that is not there, and a directory without a portal", async () => {
  assert.match(await close(3, 1), refusal);
  assert.match(await close(1, 1), /not possible at the call’s present stage/);
  assert.match(await close(99, 2), /no such call/);
  const elsewhere = path.join(path.dirname(data), "nothing");
  assert.match(await run(["call", "close", "2", "--data", elsewhere], { code: 2, env: { LANG: "C" }, with_errors: true }), /no installation in this directory/);
  assert.ok(!fs.existsSync(elsewhere), "nothing was made of a mistyped path");
});

test("the page offers no closing, and a request of one's own making is refused; the verb keeps out while the server writes", async () => {
  const server = await start_server({ data });
  try {
    for (const role of ["expert", "lead", "approver"]) {
      const person = await staff(server, role);
      const page = await person.ask("/en/desk/calls/2");
      assert.equal(page.status, 200, role);
      assert.ok(!/action="[^"]*\/closure"/.test(page.text), `${role} is offered to close an open call`);
      const csrf = /name="csrf" value="([^"]*)"/.exec(page.text)[1];
      const answer = await person.ask("/en/desk/calls/2/closure", { form: { csrf } });
      // Who leads the call hears why; others hear that it is not theirs to close.
      assert.equal(answer.status, role === "lead" ? 409 : answer.status === 409 ? 409 : 403, role);
      if (answer.status === 409) assert.match(answer.text, refusal, role);
    }
    assert.match((await new Person(server.url).ask("/calls/2")).text, /\/calls\/2\/contributions\/new/);
    assert.match(await close(2, 1), /is in use: another mosharekat writes to it; stop that one first/);
  } finally {
    await server.stop({ keep: true });
  }
});

test("the clock closes it, and nothing else had to", async () => {
  const server = await start_server({ data, args: ["--clock-offset", "2d"] });
  try {
    const guest = new Person(server.url);
    await until("the call is closed", async () => (await guest.ask("/calls/2/contributions/new")).status === 409);
    const page = await guest.ask("/calls/2");
    assert.ok(!page.text.includes("/calls/2/contributions/new"), "a closed call still invites comments");
  } finally {
    await server.stop({ keep: true });
  }
  assert.match(await close(2, 1), /not possible at the call’s present stage/);
});
