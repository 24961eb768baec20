// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole demonstration: every public page and every page of the staff has something to show, in both languages.
import { strict as assert } from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { run, start_server } from "./harness.mjs";
import { Person, staff } from "./http.mjs";

let server, folder;

before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-country-"));
  const data = path.join(folder, "data");
  await run(["demo", "--data", data]);
  server = await start_server({ data });
});

after(async () => {
  await server?.stop();
  fs.rmSync(folder, { recursive: true, force: true });
});

const shows = async (person, target, words) => {
  const answer = await person.ask(target);
  assert.equal(answer.status, 200, `${target} answered ${answer.status}`);
  for (const word of words) assert.ok(answer.text.includes(word), `${target} does not show “${word}”`);
  return answer.text;
};

test("The public finds the register, the plan, the strategy, letters, promises and complaints of the sample ministry", async () => {
  const reader = new Person(server.url);
  await shows(reader, "/register", ["حفاظت از ساختمان‌های وزارتخانه", "بخشنامهٔ نمونهٔ تعطیلی روز سیلاب", "ابلاغ شد"]);
  await shows(reader, "/en/register", ["Sample draft on guarding", "Sample circular on the day of the flood"]);
  await shows(reader, "/plan", ["آیین‌نامهٔ نمونهٔ تاکسی‌های برقی"]);
  await shows(reader, "/en/plan", ["Sample by-law on electric taxis", "Sample bill on electronic services"]);
  await shows(reader, "/agencies/sample-ministry/strategy", ["راهبرد نمونهٔ مشارکت", "وزیر نمونه"]);
  await shows(reader, "/en/agencies/sample-ministry/strategy", ["Sample participation strategy"]);
  await shows(reader, "/calls/1", ["ن/۱۲۰۳", "https://example.org/cycling-lesson", "پوزش می‌خواهیم", "نقشهٔ مسیرهای ساخته‌شده"]);
  await shows(reader, "/en/calls/1", ["A map of the paths", "The counters came late"]);
});

test("The open call has plain texts, the text in force, invited stakeholders, addresses elsewhere and words written down by a clerk", async () => {
  const reader = new Person(server.url);
  await shows(reader, "/calls/2/plain", ["کاری در وزارتخانه دارند"]);
  await shows(reader, "/en/calls/2/easy", ["You get a number."]);
  await shows(reader, "/calls/2/compare", ["بیست", "چهارده", "شانزده"]);
  await shows(reader, "/en/calls/2", ["https://example.org/national/2", "Sample Pensioners’ Association"]);
  const heard = await shows(reader, "/calls/2/contributions?size=50", ["شهروندی با تلفن", "شورای نمونهٔ روستا"]);
  assert.ok(!heard.includes("۰۹۱۲۰۰۰۰۰۰۰"), "what waits for a moderator is not shown");
  await shows(await staff(server, "expert"), "/desk/calls/2/office", ["وارده ۳۴۱/ن", "نشست نمونه با کم‌شنوایان"]);
});

test("The staff's pages have work on them", async () => {
  const [expert, lead, moderator, approver, admin] =
    await Promise.all(["expert", "lead", "moderator", "approver", "national_admin"].map((role) => staff(server, role)));
  await shows(expert, "/desk/law", ["قانون نمونهٔ خدمات اداری", "قانون نمونهٔ بودجه"]);
  await shows(expert, "/desk/calls/5/committee", ["نمونه ۷"]);
  await shows(expert, "/desk/calls/5/themes", ["پاسخ‌گویی در روز دورکاری", "موافقت مدیر"]);
  await shows(expert, "/desk/calls/1/promises", ["پوزش می‌خواهیم"]);
  await shows(expert, "/desk/calls/1/office", ["ن/۱۲۰۳", "ن/۱۴۵۶"]);
  await shows(moderator, "/desk/moderation", ["۰۹۱۲۰۰۰۰۰۰۰", "دفتر نمونهٔ ما"]);
  await shows(lead, "/desk/appeals", ["مهلتی که در عمل نگه داشته نشود"]);
  await shows(lead, "/desk/complaints", ["کاسبان خیابان‌های اصلی"]);
  await shows(approver, "/desk/reviews", ["دورکاری"]);
  await shows(approver, "/desk/calls/5/review", ["ساعت کار و حضور کارکنان"]);
  await shows(admin, "/desk/routes", ["مشاور حقوقی", "معاون وزیر"]);
  await shows(admin, "/desk/deputies", ["جانشین نمونه", "مأموریت اداری"]);
});

test("An extension waits at an absent adviser's deputy, after it was returned once", async () => {
  const lines = fs.readFileSync(path.join(server.data, "demo-sign-ins.txt"), "utf8").split("\n");
  const [, email, password] = /: (\S+)\s+(\S+)$/.exec(lines.find((line) => line.includes("deputy@example.org")));
  const deputy = new Person(server.url);
  const fields = await deputy.form("/sign-in/staff", "/sign-in/staff");
  assert.equal((await deputy.ask("/sign-in/staff", { form: { ...fields, email, password } })).status, 303);
  await shows(deputy, "/desk/approvals", ["نسخهٔ گویای متن", "مشاور حقوقی"]);
});
