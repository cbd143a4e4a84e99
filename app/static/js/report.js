/* A near miss told where the network is bad. Without this file the form is sent as any other. With it the text is kept
   on the phone until the site has it: sent by fetch, tried again when the network is back, when the page is opened
   again, and now and then. The key in the form makes a report that is sent twice one report. */

const AGAIN = 15_000; // milliseconds between tries
const PATIENCE = 60_000; // how long one try may take; a photo on a slow line takes long
const name = (form) => `near-miss:${form.dataset.report}`;
const KEPT = ["what", "place", "name", "who", "happened_on", "sent_key"];

const store = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null; // a browser that keeps nothing, or somebody else's text under our name
    }
  },
  write(key, value) {
    try {
      if (value) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
    } catch {
      // Then the text lives as long as the page does.
    }
  },
};

for (const form of document.querySelectorAll("form[data-report]")) {
  const key = name(form);
  const note = (what) => form.querySelector(`[data-report-${what}]`);
  let waiting = false;
  let sending = false;
  let timer;

  const show = () => {
    note("sending").hidden = !sending;
    note("kept").hidden = !waiting || sending;
    note("photo").hidden = !waiting || sending || !form.elements.photo?.files.length;
  };

  const keep = () => {
    const values = new FormData(form);
    store.write(key, Object.fromEntries(KEPT.map((field) => [field, values.get(field)])));
  };

  // The site reads nothing of what is larger than it takes, so its page could not give the text back.
  const tooLarge = () => {
    sending = waiting = false;
    show();
    note("large").hidden = false;
    form.elements.photo.focus();
  };

  const send = async () => {
    if (sending) return;
    clearTimeout(timer);
    sending = true;
    note("large").hidden = true;
    show();
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.status >= 500) throw new Error("the site is away");
      if (answer.status === 413 && form.elements.photo.files.length) return tooLarge();
      store.write(key, null);
      waiting = false;
      if (answer.ok && answer.redirected) location.assign(answer.url);
      else form.submit(); // the site has something to say of it: let it say so on a page of its own
    } catch {
      waiting = true;
      sending = false;
      keep();
      show();
      timer = setTimeout(send, AGAIN);
    }
  };

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    keep();
    send();
  });
  addEventListener("online", () => waiting && send());
  document.addEventListener("visibilitychange", () => waiting && !document.hidden && send());

  const kept = store.read(key);
  // What the site has just answered stands in the form already; it is not overwritten.
  if (kept?.what && !form.querySelector("[aria-invalid]")) {
    for (const field of KEPT) if (kept[field] && form.elements[field]) form.elements[field].value = kept[field];
    waiting = true;
    send();
  }
}
