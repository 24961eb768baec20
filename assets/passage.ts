// SPDX-License-Identifier: AGPL-3.0-or-later
// Commenting on a passage: text selected inside an element with data-anchor brings up a button that opens the comment form with
// the quotation, 32 letters before and after it, and its place. Every provision has its own link to the same form without this.
//
//   <section data-comment="/calls/7/contributions/new" data-passage="نظر دربارهٔ این عبارت">
//     <div data-anchor="a12" data-draft="…">the text of one provision, nothing else</div> …

const around = 32;
const longest = 1000;

// White space is one space, as a reader sees it; places count code points, as the server does.
const plain = (text: string) => text.replace(/\s+/g, " ");
const count = (text: string) => Array.from(text).length;
const first = (text: string, n: number) => Array.from(text).slice(0, n).join("");
const last = (text: string, n: number) => Array.from(text).slice(-n).join("");

interface Passage {
  element: HTMLElement;
  quote: string;
  before: string;
  after: string;
}

function anchor_of(node: Node | null): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : node?.parentElement;
  return element?.closest<HTMLElement>("[data-comment] [data-anchor]") ?? null;
}

function selected(): Passage | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const element = anchor_of(range.commonAncestorContainer);
  if (!element) return null;
  const part = (start: boolean) => {
    const rest = document.createRange();
    rest.selectNodeContents(element);
    if (start) rest.setEnd(range.startContainer, range.startOffset);
    else rest.setStart(range.endContainer, range.endOffset);
    return rest.toString();
  };
  const raw = range.toString();
  const quote = plain(raw).trim();
  if (quote === "" || count(quote) > longest) return null;
  // Spaces at the ends of the selection belong to what stands around it.
  const before = plain(part(true) + (raw.match(/^\s*/)?.[0] ?? "")).trimStart();
  const after = plain((raw.match(/\s*$/)?.[0] ?? "") + part(false)).trimEnd();
  return { element, quote, before, after };
}

const button = document.createElement("a");
button.className = "btn small passage-button";
button.hidden = true;

function show() {
  const passage = selected();
  if (!passage) {
    if (document.activeElement !== button) button.hidden = true;
    return;
  }
  const { element, quote, before, after } = passage;
  const text = element.closest<HTMLElement>("[data-comment]")!;
  const address = new URL(text.dataset.comment!, location.href);
  address.searchParams.set("draft", element.dataset.draft ?? "");
  address.searchParams.set("anchor", element.dataset.anchor!);
  address.searchParams.set("quote", quote);
  address.searchParams.set("quote_before", last(before, around));
  address.searchParams.set("quote_after", first(after, around));
  address.searchParams.set("quote_at", String(count(before)));
  button.href = address.pathname + address.search;
  button.textContent = text.dataset.passage ?? "";
  button.hidden = false;
  if (button.previousElementSibling !== element) element.after(button); // next in the order of the Tab key
  const place = getSelection()!.getRangeAt(0).getBoundingClientRect();
  const box = (button.offsetParent ?? document.body).getBoundingClientRect();
  const left = Math.min(Math.max(place.left + place.width / 2 - button.offsetWidth / 2 - box.left, 8), box.width - button.offsetWidth - 8);
  button.style.setProperty("inset-block-start", `${place.bottom - box.top + 10}px`);
  button.style.setProperty("left", `${left}px`); // of a rectangle on the screen, so physical
}

let timer = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(timer);
  timer = window.setTimeout(show, 150);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") button.hidden = true;
});
