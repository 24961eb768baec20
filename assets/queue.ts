// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's queues by keyboard: j and k go to the next and the previous, x picks, Enter opens. Without it Tab and the space bar
// do the same.

const typing = (target: EventTarget | null) => target instanceof Element && target.closest("textarea, select, input:not([type=checkbox])");

document.querySelectorAll<HTMLElement>(".queue").forEach((queue) => {
  const items = () => Array.from(queue.children) as HTMLElement[];
  const handle = (item: HTMLElement) => item.querySelector<HTMLElement>("input[type=checkbox], a, button");
  const current = () => items().findIndex((item) => item.contains(document.activeElement));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const all = items();
    const at = current();
    if (event.key === "j" || event.key === "k") {
      const next = event.key === "j" ? Math.min(at + 1, all.length - 1) : Math.max(at - 1, 0);
      const target = all[next] && handle(all[next]!);
      target?.focus();
      target?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "x" && at >= 0) {
      all[at]!.querySelector<HTMLInputElement>("input[type=checkbox]")?.click();
    } else if (event.key === "Enter" && at >= 0 && event.target instanceof HTMLInputElement) {
      all[at]!.querySelector<HTMLAnchorElement>("a")?.click();
    } else {
      return;
    }
    event.preventDefault();
  });

  // One box that picks them all: <input type="checkbox" data-pick-all>
  queue.closest("form")?.querySelector<HTMLInputElement>("[data-pick-all]")?.addEventListener("change", (event) => {
    const picked = (event.target as HTMLInputElement).checked;
    queue.querySelectorAll<HTMLInputElement>("input[type=checkbox]").forEach((box) => (box.checked = picked));
  });
});
