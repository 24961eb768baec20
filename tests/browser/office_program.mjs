// SPDX-License-Identifier: AGPL-3.0-or-later
// LibreOffice as an official uses it, without a screen: a file is opened, changed and saved in its own format again.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

// The file as LibreOffice saves it in the format `to`: docx, xlsx, fodt, fods, pdf, csv.
function converted(bytes, from, to) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mosharekat-office-"));
  try {
    fs.writeFileSync(path.join(folder, `in.${from}`), bytes);
    const out = path.join(folder, "out");
    execFileSync("soffice", ["--headless", `-env:UserInstallation=file://${os.tmpdir()}/mosharekat-office-profile`, "--convert-to", to, "--outdir", out,
      path.join(folder, `in.${from}`)], { stdio: "pipe", timeout: 120000 });
    return fs.readFileSync(path.join(out, `in.${to}`));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const flat = { docx: "fodt", xlsx: "fods" };

// `change` gets the cells of each row that has words, as text, and answers what they are to be; the file comes back as the program
// writes it. Word tables and the first sheet of workbooks.
export function changed_in_office(bytes, kind, change) {
  return converted(Buffer.from(with_rows(converted(bytes, kind, flat[kind]).toString("utf8"), change)), flat[kind], kind);
}

// The same, only looked at.
export function seen_in_office(bytes, kind, look) {
  with_rows(converted(bytes, kind, flat[kind]).toString("utf8"), (cells, row) => (look(cells, row), null));
}

function with_rows(xml, change) {
  let number = 0;
  return xml.replace(/<table:table-row[\s\S]*?<\/table:table-row>/g, (written) => {
    // Equal cells side by side stand there once, with their number.
    const row = written.replace(/<table:table-cell([^>]*) table:number-columns-repeated="(\d+)"([^>]*\/>|[^>]*>[\s\S]*?<\/table:table-cell>)/g,
      (cell, before, times, rest) => Number(times) > 20 ? cell : `<table:table-cell${before}${rest}`.repeat(Number(times)));
    const found = [...row.matchAll(/<table:table-cell[^>]*?(?:\/>|>[\s\S]*?<\/table:table-cell>)/g)].map((one) => one[0]);
    const words = found.map((cell) => [...cell.matchAll(/<text:p[^>]*?(?:\/>|>([\s\S]*?)<\/text:p>)/g)]
      .map((one) => (one[1] ?? "").replace(/<[^>]*>/g, "")).join("\n"));
    if (words.every((word) => word === "")) return row;
    const wanted = change([...words], number++);
    if (!wanted) return row;
    let at = 0;
    return row.replace(/<table:table-cell([^>]*?)(?:\/>|>[\s\S]*?<\/table:table-cell>)/g, (cell, attributes) => {
      const i = at++;
      if (wanted[i] === undefined || wanted[i] === words[i]) return cell;
      const plain = attributes.replace(/ (?:office:value(?:-type)?|calcext:value-type|office:string-value)="[^"]*"/g, "");
      const escaped = wanted[i].replace(/&/g, "&amp;").replace(/</g, "&lt;");
      return `<table:table-cell${plain} office:value-type="string"><text:p>${escaped}</text:p></table:table-cell>`;
    });
  });
}

export const as_pdf = (bytes, kind) => converted(bytes, kind, "pdf");
