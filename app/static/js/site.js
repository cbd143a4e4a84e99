/* Everything works without this file. It adds four comforts, each by a data hook:
   focus to the error summary, a count of characters left, one sending for a double click, and a button that prints. */

import "./reading.js";

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  // A link to a field in a closed part of the page opens it first.
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!field) return;
    event.preventDefault();
    const closed = field.closest("details:not([open])");
    if (closed) closed.open = true;
    field.focus({ preventScroll: true });
    (field.closest("fieldset, .ds-field") ?? field).scrollIntoView({ block: "start" });
  });
}

// What the server counts: line breaks as one character, characters and not UTF-16 halves.
const length = (text) => [...text.replaceAll("\r\n", "\n").trim()].length;

for (const counter of document.querySelectorAll("[data-counter]")) {
  const field = document.getElementById(counter.dataset.counter);
  const limit = Number(counter.dataset.limit);
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  let waiting;
  const show = () => {
    const left = limit - length(field.value);
    counter.toggleAttribute("data-excess", left < 0);
    const words = left < 0 ? counter.dataset.over : counter.dataset.under;
    // Silent until it matters: a screen reader should not be told at every letter.
    counter.textContent = left > limit / 4 ? "" : words.replace("{n}", numbers.format(Math.abs(left)));
  };
  field?.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 300);
  });
  if (field) show();
}

// A second press while the first is under way is dropped; the button is never disabled (it would lose focus).
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
