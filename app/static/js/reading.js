/* When the end of a page has been seen, the site is told how far its reader has read; without this file a button does. */

const form = document.querySelector("form[data-read-here]");

if (form && "IntersectionObserver" in window) {
  const note = document.querySelector("[data-read-done]");
  let timer;
  const send = async () => {
    watcher.disconnect();
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "1");
    try {
      // `keepalive`: it arrives also when she goes on to another page in the same moment.
      const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
      if (!answer.ok) return;
      form.hidden = true;
      note.textContent = note.dataset.readDone;
    } catch {
      // No connection: the button is still there.
    }
  };
  const watcher = new IntersectionObserver((entries) => {
    clearTimeout(timer);
    // Seen for a moment, not passed on the way to somewhere else.
    if (entries.some((entry) => entry.isIntersecting)) timer = setTimeout(send, 800);
  });
  watcher.observe(form);
}
