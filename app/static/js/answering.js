/* Two comforts where a firm answers; without this file the buttons do the same. A moment after something was typed the
   section is kept, also when the connection was away in between; and a button marks what is selected as confidential. */

const PAUSE = 1500; // milliseconds of silence before the section is kept
const AGAIN = 10_000; // between tries while there is no connection

for (const form of document.querySelectorAll("form[data-answers]")) {
  const words = form.dataset;
  const note = form.querySelector("[data-answers-note]");
  const version = form.elements.version;
  let timer;
  let changed = 0; // how often something was typed,
  let kept = 0; // and how much of that the site has
  let sending = false;
  let stopped = false; // a colleague has saved the section: the page that the button leads to shows both

  const say = (text) => {
    if (note.textContent !== text) note.textContent = text;
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  };

  async function keep() {
    if (sending || stopped || kept === changed) return;
    const upTo = changed;
    sending = true;
    try {
      const answer = await fetch(location.href, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20_000) });
      if (answer.status >= 500) throw new Error("the site is away");
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      kept = upTo;
      if (answer.ok) {
        version.value = told.version;
        say(words.saved.replace("{time}", told.saved));
      } else {
        stopped = answer.status === 409;
        say(told.message ?? words.away);
      }
      if (kept !== changed) later(PAUSE);
    } catch {
      say(words.away);
      later(AGAIN);
    } finally {
      sending = false;
    }
  }

  const typed = () => {
    changed += 1;
    later(PAUSE);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
  });
  addEventListener("pageshow", () => (stopped = false));
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && keep());

  for (const field of form.querySelectorAll("textarea")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "linklike small";
    button.textContent = words.mark;
    button.hidden = true;
    field.after(button);
    const look = () => (button.hidden = field.selectionStart === field.selectionEnd);
    for (const event of ["select", "keyup", "pointerup", "focus"]) field.addEventListener(event, look);
    button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const { selectionStart: start, selectionEnd: end, value } = field;
      field.setRangeText(`[[${value.slice(start, end)}]]`, start, end, "end");
      button.hidden = true;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
      const lane = form.querySelector(`#${field.id.replace("text_", "lane_")} input[value=confidential]`);
      if (lane) {
        lane.checked = true;
        lane.closest("details").open = true;
      }
    });
  }
}
