// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps what is typed into <textarea data-draft="name"> in this browser until the server says that it arrived
// (an element with data-draft-done="name name"), and brings it back when the form opens with the text it opened with then. What comes
// from the server otherwise is never overwritten.

const days_kept = 60;
const prefix = "draft:";

interface Kept {
  text: string;
  over: string; // the text that the field came with
  at: number;
}

function read(name: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? "null");
  } catch {
    return null;
  }
}

// Storage may be off or full; the form works all the same.
function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function forget_old() {
  const oldest = Date.now() - days_kept * 86_400_000;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && (read(key.slice(prefix.length))?.at ?? 0) < oldest) localStorage.removeItem(key);
  }
}

function keep(area: HTMLTextAreaElement) {
  const name = area.dataset.draft!;
  const state = document.createElement("p");
  state.className = "draft-state";
  state.setAttribute("role", "status");
  area.after(state);
  const kept = read(name);
  if (kept?.text && kept.text !== area.value && kept.over === area.defaultValue) {
    area.value = kept.text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    state.textContent = area.dataset.restored ?? "";
  }
  let timer = 0;
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const saved = attempt(() => {
      if (area.value.trim() === "" || area.value === area.defaultValue) localStorage.removeItem(prefix + name);
      else localStorage.setItem(prefix + name, JSON.stringify({ text: area.value, over: area.defaultValue, at: Date.now() } satisfies Kept));
    });
    if (saved && area.value !== "") state.textContent = area.dataset.saved ?? "";
  };
  area.addEventListener("input", () => {
    if (!timer) timer = window.setTimeout(save, 600);
  });
  // pagehide also fires where a phone takes the page away without warning.
  window.addEventListener("pagehide", () => timer && save());
}

attempt(forget_old);
document.querySelectorAll<HTMLElement>("[data-draft-done]").forEach((done) =>
  done.dataset.draftDone!.split(" ").forEach((name) => attempt(() => localStorage.removeItem(prefix + name))));
document.querySelectorAll<HTMLTextAreaElement>("textarea[data-draft]").forEach(keep);
