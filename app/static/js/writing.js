/* Two comforts where one writes, both by data hooks on the form; without this file the buttons do the same.
   The text is kept as a draft a moment after it was typed, also when the connection was away in between; of two windows
   with the same draft the later asks which text to keep. And names are offered after an @. */

const PAUSE = 1500; // milliseconds of silence before the draft is kept
const AGAIN = 10_000; // between tries while there is no connection
const KEPT = ["organisation_id", "lang", "title", "body", "reply_to", "quoted", "quoted_seq", "quoted_revision", "quoted_lang", "draft_version", "csrf_token"];

for (const form of document.querySelectorAll("form[data-draft]")) {
  const words = form.dataset;
  const find = (what) => form.querySelector(`[data-draft-${what}]`);
  const note = find("note");
  const other = find("other");
  const version = form.elements.draft_version;
  let timer;
  let changed = 0; // how often something was typed,
  let kept = 0; // and how much of that the site has
  let sending = false;
  let asking = false; // which of two texts to keep
  let leaving = false;

  const say = (text, time = "") => {
    const told = text.replace("{time}", time);
    if (note.textContent !== told) note.textContent = told;
  };

  const fields = () => {
    const all = new FormData(form);
    const some = new URLSearchParams({ place: words.draft });
    for (const name of KEPT) if (all.has(name)) some.set(name, all.get(name));
    return some;
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(keep, pause);
  };

  async function keep() {
    if (sending || asking || leaving || kept === changed) return;
    const upTo = changed;
    sending = true;
    try {
      const answer = await fetch(words.draftUrl, { method: "POST", body: fields(), headers: { Accept: "application/json" }, signal: AbortSignal.timeout(20_000) });
      if (answer.status >= 500) throw new Error("the site is away");
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (leaving) return;
      if (answer.ok) {
        version.value = told.version;
        kept = upTo;
        say(told.saved ? words.saved : "", told.saved);
      } else if (answer.status === 409 && told.version) {
        asking = true;
        version.value = told.version;
        other.querySelector("textarea").value = told.body;
        other.hidden = false;
        say(words.other, told.saved);
      } else {
        kept = upTo; // it is told once; what is typed next is tried again
        say(told.message ?? words.ended);
      }
      if (kept !== changed) later(PAUSE);
    } catch {
      say(words.away);
      later(AGAIN);
    } finally {
      sending = false;
    }
  }

  const typed = (event) => {
    if (event.target.type === "file" || event.target.readOnly) return;
    changed += 1;
    later(PAUSE);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    leaving = true;
    setTimeout(() => (leaving = false), 4000);
  });
  addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.hidden && keep());

  find("keep").addEventListener("click", () => {
    asking = false;
    other.hidden = true;
    changed += 1;
    form.elements.body.focus();
    keep();
  });
  find("take").addEventListener("click", () => {
    form.elements.body.value = other.querySelector("textarea").value;
    asking = false;
    other.hidden = true;
    kept = changed;
    say("");
    form.elements.body.focus();
  });
}

const BEGINNING = /(?:^|[\s(])@([\p{L}][\p{L}\p{M}\d .'&-]{2,39})$/u;

for (const form of document.querySelectorAll("form[data-mentions]")) {
  const field = form.elements.body;
  const list = document.createElement("ul");
  const note = document.createElement("p");
  list.className = "names";
  list.id = "names";
  list.role = "listbox";
  list.ariaLabel = form.dataset.mentionsLabel;
  list.hidden = true;
  note.className = "vh";
  note.role = "status";
  field.after(list, note);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", "names");
  let found = [];
  let chosen = 0;
  let timer;
  let asked = "";

  const close = () => {
    list.hidden = true;
    found = [];
    asked = "";
    field.removeAttribute("aria-activedescendant");
  };

  const mark = (number) => {
    chosen = (number + found.length) % found.length;
    [...list.children].forEach((option, at) => (option.ariaSelected = String(at === chosen)));
    field.setAttribute("aria-activedescendant", `name-${chosen}`);
  };

  const begun = () => (field.selectionStart === field.selectionEnd ? BEGINNING.exec(field.value.slice(0, field.selectionStart))?.[1] : undefined);

  const take = (number) => {
    const end = field.selectionStart;
    const start = end - asked.length - 1;
    field.setRangeText(`@[${found[number].name}] `, start, end, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const ask = async () => {
    const typed = begun();
    if (!typed) return close();
    try {
      const answer = await fetch(`${form.dataset.mentions}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      const names = answer.ok ? await answer.json() : [];
      if (begun() !== typed) return;
      found = names;
      asked = typed;
    } catch {
      return close(); // without a connection one writes the name oneself
    }
    note.textContent = found.length ? form.dataset.mentionsSome.replace("{n}", found.length) : form.dataset.mentionsNone;
    list.replaceChildren(
      ...found.map((one, at) => {
        const option = document.createElement("li");
        option.id = `name-${at}`;
        option.role = "option";
        option.textContent = one.organisation && !one.name.endsWith(`, ${one.organisation}`) ? `${one.name}, ${one.organisation}` : one.name;
        option.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(at);
        });
        return option;
      }),
    );
    list.hidden = !found.length;
    if (found.length) mark(0);
    else field.removeAttribute("aria-activedescendant");
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (begun()) timer = setTimeout(ask, 200);
    else close();
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || !found.length || event.isComposing) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen - 1);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
