// SPDX-License-Identifier: AGPL-3.0-or-later
// Tells how far long work is without the reader asking again, and stops when it has ended. Without the script a link asks again.

const running = (section: Element) => /waiting|running/.test(section.getAttribute("data-job") ?? "");

async function look(section: HTMLElement): Promise<void> {
  let now = section;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector<HTMLElement>("[data-job]");
    if (!fresh) return;
    // The element stays, so that what changes in it is read aloud.
    now.setAttribute("data-job", fresh.getAttribute("data-job") ?? "");
    if (now.innerHTML !== fresh.innerHTML) now.replaceChildren(...Array.from(fresh.childNodes));
  } catch {
    // The line is gone for a while: the work is not.
  }
  if (running(now)) wait(now);
  else now.querySelector<HTMLElement>("a.btn")?.focus();
}

const wait = (section: HTMLElement) => setTimeout(() => void look(section), 1000);

document.querySelectorAll<HTMLElement>("[data-job]").forEach((section) => {
  if (running(section)) wait(section);
});
