// SPDX-License-Identifier: AGPL-3.0-or-later
// Every component of the look, in both languages, on a phone and on a desk, in light and dark.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { build, open_browser, page_checks, page_weight, serve_folder } from "./harness.mjs";

let server, browser;

before(async () => {
  const pages = path.join(build, "pages");
  execFileSync(path.join(build, "web_test"), ["-tc=the gallery renders*"], { env: { ...process.env, MOSHAREKAT_PAGES: pages } });
  server = await serve_folder(pages, path.join(build, "assets"));
  browser = await open_browser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const lang of ["fa", "en"]) {
  for (const width of [360, 1280]) {
    test(`the gallery in ${lang} at ${width} px holds to every rule`, async () => {
      const page = await browser.page({ width, lang });
      await page.goto(`${server.url}/${lang}.html`);
      await page_checks(page, `gallery.${lang}.${width}`);
      const weight = await page_weight(page);
      console.log(`gallery ${lang}: ${weight.all} bytes gzipped, ${weight.fonts} of them fonts`);
      await page.context().close();
    });
  }
}

test("on a wide window the margin stands open beside the text, on a phone it is folded until asked for", async () => {
  const wide = await browser.page({ width: 1280 });
  await wide.goto(`${server.url}/fa.html`);
  assert.ok(await wide.locator("#c1 p").first().isVisible());
  await wide.context().close();
  const phone = await browser.page({ width: 360 });
  await phone.goto(`${server.url}/fa.html`);
  assert.ok(!(await phone.locator("#c1 p").first().isVisible()));
  await phone.locator("#a1 summary").click();
  assert.ok(await phone.locator("#c1 p").first().isVisible());
  await phone.context().close();
});

test("in print nothing to press is left and the margin is open", async () => {
  const page = await browser.page();
  await page.goto(`${server.url}/fa.html`);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator(".nav").isVisible()));
  assert.ok(!(await page.locator("#a1 .actions").isVisible()));
  assert.ok(await page.locator("#c1 p").first().isVisible());
  await page.screenshot({ path: path.join(build, "../screenshots/gallery.fa.print.png"), fullPage: true });
  await page.context().close();
});
