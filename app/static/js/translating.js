/* Two comforts where one translates; without this file one types the word oneself, and saves before one leaves.
   A button beside a term of the glossary puts it into the box beside it, where the cursor stands. And the browser asks,
   in its own words, before what is typed and not saved is left. */

for (const button of document.querySelectorAll("[data-put]")) {
  const field = document.getElementById(button.dataset.into);
  button.hidden = !field;
  button.addEventListener("click", () => {
    const { selectionStart: start, selectionEnd: end, value } = field;
    const [before, after] = [value.slice(0, start), value.slice(end)];
    const word = button.dataset.put;
    const first = /(?:^|[.!?]\s+|\n)$/.test(before);
    const said = first ? word.charAt(0).toLocaleUpperCase(field.lang) + word.slice(1) : word;
    const [left, right] = [/[\p{L}\p{N}.,;:!?)]$/u.test(before), /^[\p{L}\p{N}(]/u.test(after)];
    field.setRangeText(`${left ? " " : ""}${said}${right ? " " : ""}`, start, end, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

for (const form of document.querySelectorAll("form[data-typed]")) {
  let typed = false;
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("submit", () => (typed = false));
  addEventListener("beforeunload", (event) => typed && event.preventDefault());
}
