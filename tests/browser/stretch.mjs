// SPDX-License-Identifier: AGPL-3.0-or-later
// Puts what nobody tests with into the names of a demonstration: sixty letters, and words that do not break.
import path from "node:path";
import { createRequire } from "node:module";

const long_fa = "دبیرخانهٔ شورای هماهنگی برنامه‌ریزی و نظارت راهبردی نمونهٔ استان";
const long_en = "Secretariat of the Coordinating Council for Planning and Oversight";
const unbroken_fa = "بسیاربلندنامی‌که‌هیچ‌جای‌شکستن‌نداردودرهیچ‌ستونی‌جا‌نمی‌گیرد‌وتمام‌نمی‌شود";
const unbroken_en = "Averylongnamethathasnoplacetobreakandfitsintonocolumnofanytableatallxx";

export function stretch(server) {
  process.removeAllListeners("warning"); // SQLite is an experiment of Node's, and this a test
  const { DatabaseSync } = createRequire(import.meta.url)("node:sqlite");
  const database = new DatabaseSync(path.join(server.data, "mosharekat.sqlite"));
  database.exec("PRAGMA busy_timeout = 5000");
  for (const [sentence, ...values] of [
    ["UPDATE agency SET name_fa = ?, name_en = ? WHERE kind = 'unit'", unbroken_fa, unbroken_en],
    ["UPDATE agency SET name_fa = ?, name_en = ? WHERE kind <> 'unit'", long_fa, long_en],
    ["UPDATE person SET name = ?", unbroken_fa],
    ["UPDATE person SET email = id || 'averylongaddressthatdoesnotbreakanywhere@averylongnameofahost.example.org'"],
    ["UPDATE call_text SET text = ? || ' ' || text WHERE part = 'title' AND language = 'fa'", unbroken_fa],
    ["UPDATE call_text SET text = ? || ' ' || text WHERE part = 'title' AND language = 'en'", unbroken_en],
    ["UPDATE theme SET name_fa = ?, name_en = ?", unbroken_fa, unbroken_en],
    ["UPDATE contribution SET display_name = ?, organisation = ? WHERE number % 2 = 1", unbroken_fa, long_fa],
  ])
    database.prepare(sentence).run(...values);
  database.close();
}
