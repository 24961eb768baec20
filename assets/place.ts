// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the place in the text when the language is changed: the other language opens at the part that stands on top of the
// window now. Texts have the same anchors in both languages.

const top_part = () => {
  if (window.scrollY < 200) return null;
  const parts = Array.from(document.querySelectorAll<HTMLElement>("main article[id], main section[id], main h2[id], main .comment[id]"));
  return parts.find((part) => part.getBoundingClientRect().bottom > 0) ?? null;
};

document.querySelectorAll<HTMLAnchorElement>("a[data-same-place]").forEach((link) =>
  link.addEventListener("click", () => {
    const part = top_part();
    link.hash = part ? part.id : location.hash;
  }),
);
