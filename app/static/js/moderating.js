/* Two comforts for a moderator; without this file the buttons do all of it.

   Keys: `[data-moderating]` says which key does what (`data-keys`: {"approve": "g", …}). What carries `data-act` is
   pressed by its key, and shows it; `next` and `previous` go through the list, where there is one; 1 to 9 mark the reasons in
   `[data-reasons]`. Keys do nothing while somebody writes in a field, or holds Ctrl, Alt or Meta.

   The lease: `[data-lease]` is the address that keeps the case in her hand; it is asked every four minutes if she has
   typed or pressed something meanwhile. When somebody else has taken the case, she is told, and nothing is lost. */

const PING = 4 * 60 * 1000;
const settings = document.querySelector("[data-moderating]");
const keys = settings ? JSON.parse(settings.dataset.keys) : {};
const acts = new Map(Object.entries(keys).map(([act, key]) => [key, act]));

const doer = (act) => {
  const marked = [...document.querySelectorAll(`[data-act="${CSS.escape(act)}"]`)].find((one) => one.checkVisibility());
  return marked?.matches("a, button, input, summary") ? marked : marked?.querySelector("button, a");
};

const step = (by) => {
  const links = [...document.querySelectorAll("[data-queue] li > a")];
  const here = links.findIndex((link) => link === document.activeElement);
  const shown = links.findIndex((link) => link.hasAttribute("aria-current"));
  const at = here >= 0 ? here : shown;
  const link = links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by];
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
};

const mark = (number) => {
  const reason = document.querySelectorAll("[data-reasons] :is(input[type=checkbox], input[type=radio])")[number - 1];
  reason?.click();
  reason?.scrollIntoView({ block: "nearest" });
};

// A box that is ticked takes no letters, so a key may still be pressed there.
const writes = (field) =>
  field?.isContentEditable || field?.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit])");

if (settings) {
  for (const act of Object.keys(keys)) {
    const button = doer(act);
    if (!button || button.querySelector("kbd")) continue;
    const sign = document.createElement("kbd");
    sign.textContent = keys[act].toUpperCase();
    sign.setAttribute("aria-hidden", "true");
    button.append(" ", sign);
    button.setAttribute("aria-keyshortcuts", keys[act]);
    button.title ||= settings.dataset.hint.replace("{key}", keys[act].toUpperCase());
  }
  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (writes(event.target) || document.querySelector(":popover-open, dialog[open]")) return;
    const act = acts.get(event.key.toLowerCase());
    if ((act === "next" || act === "previous") && document.querySelector("[data-queue]")) step(act === "next" ? 1 : -1);
    else if (act && doer(act)) doer(act).click();
    else if (!act && /^[1-9]$/.test(event.key)) mark(Number(event.key));
    else return;
    event.preventDefault();
  });
}

const lease = document.querySelector("[data-lease]");
if (lease) {
  let worked = false;
  for (const sign of ["input", "change", "click", "scroll"]) addEventListener(sign, () => (worked = true), { passive: true });
  const keep = async () => {
    if (!worked) return;
    worked = false;
    try {
      const body = new URLSearchParams({ csrf_token: lease.dataset.token });
      const answer = await fetch(lease.dataset.lease, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.status !== 409) return;
      const { name } = await answer.json();
      lease.querySelector("p").textContent = name ? lease.dataset.taken.replace("{name}", name) : lease.dataset.lost;
      lease.hidden = false;
      clearInterval(timer);
    } catch {
      // No connection: asked again in four minutes.
    }
  };
  const timer = setInterval(keep, PING);
}
