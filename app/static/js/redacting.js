/* Comforts where a moderator decides; the page works without this file.
   Words that are marked in the text are put, line by line, into the field of words to take out. And the half minute in
   which a decision can be undone is counted down: the button stays until the time is over. */

for (const button of document.querySelectorAll("[data-mark-for]")) {
  const field = document.getElementById(button.dataset.markFor);
  const text = document.getElementById(button.dataset.markIn);
  const said = document.querySelector("[data-mark-said]");
  button.hidden = !field || !text;
  button.addEventListener("click", () => {
    const lines = marked(text);
    said.textContent = lines.length ? lines.join(" · ") : button.dataset.none;
    if (!lines.length) return;
    const before = field.value.trimEnd();
    field.value = [...(before ? [before] : []), ...lines].join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// What is selected inside the text, as it is written there: labels for screen readers left out, a line for each line.
function marked(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return [];
  const part = range.cloneContents();
  for (const label of part.querySelectorAll(".vh")) label.remove();
  for (const line of part.querySelectorAll("br")) line.replaceWith("\n");
  return part.textContent.split("\n").map((line) => line.trim()).filter(Boolean);
}

for (const told of document.querySelectorAll("[data-countdown]")) {
  const ends = Date.now() + Number(told.dataset.countdown) * 1000;
  const form = document.getElementById(told.dataset.ends);
  const clock = document.createElement("p");
  clock.setAttribute("aria-hidden", "true");
  told.after(clock);
  clock.textContent = told.textContent;
  told.classList.add("vh");
  // A screen reader hears the beginning and the end, not every second: those are for the eyes.
  const tick = setInterval(() => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (left > 0) {
      clock.textContent = told.dataset.left.replace("{n}", left);
      return;
    }
    clearInterval(tick);
    clock.remove();
    told.classList.remove("vh");
    told.textContent = told.dataset.over;
    form?.remove();
  }, 1000);
}
