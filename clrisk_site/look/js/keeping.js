// Keeps what a person types into a form that carries a ticket, the hidden field [data-keep].
//
//   typing --> every 10 s, on leaving a field, a tab or the page --> POST to data-keep --> a private draft
//   saving --> the form is sent by fetch: an address in the answer is opened; an answer that is a page of its own
//              (errors, both texts) is left to the browser, which sends the form once more, without harm, since
//              what failed had no effect; no answer at all, and one that the text is too long, leave the page as
//              it is and say so
//   idle   --> five minutes before the session ends a warning with a button that asks the server for more time
//
// All words come from the page or from the server. Nothing is stored in the browser. Without this script the form
// is sent as any form, and the server keeps what it cannot save.
const EVERY = 10_000;
const WARNING = 5 * 60_000;
const PATIENCE = 30_000;
const TOO_LARGE = 413;
const BEACON_LIMIT = 60_000; // browsers carry no more than this out of a page that is closed

const ticket = document.querySelector("input[data-keep]");
const place = document.querySelector("[data-keeping]");
if (ticket && ticket.form && place) {
  watch(ticket.form, place, ticket.dataset);
}

function watch(form, words, { keep: keepAddress, stay: stayAddress, idle }) {
  const [status, alert] = words.children;
  let changed = false;
  let sending = false;
  let given = false; // to the browser, which now does by itself what it always did
  let dropped = false;
  let heard = Date.now();
  let request = new AbortController();
  let released = Promise.resolve();
  form.querySelector(".c-actions")?.before(words);

  const say = (where, text) => where.textContent === text || (where.textContent = text);
  const isPlain = (answer) => (answer.headers.get("Content-Type") || "").startsWith("text/plain");
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

  async function keep(leaving = false) {
    if (!changed || sending || dropped) return;
    changed = false;
    const body = typed();
    request = new AbortController();
    try {
      const answer = await fetch(keepAddress, {
        method: "POST",
        body,
        headers: { Accept: "text/plain" },
        keepalive: leaving && body.toString().length < BEACON_LIMIT,
        signal: AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]),
      });
      if (!isPlain(answer)) throw new Error(answer.status);
      const said = await answer.text();
      heard = Date.now();
      await released;
      if (sending || dropped) return;
      say(answer.ok ? status : alert, said);
      if (answer.ok) say(alert, "");
    } catch {
      await released;
      if (sending || dropped) return;
      changed = true;
      say(alert, words.dataset.lost);
    }
  }

  // A message that moves the button away between press and release would lose the click, so it waits for the release.
  function press() {
    released = new Promise((done) => {
      for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, () => setTimeout(done), { once: true });
    });
  }

  async function send(event) {
    if (given) return;
    if (event.submitter?.hasAttribute("formaction")) {
      dropped = true; // the button that keeps what is saved
      request.abort();
      return;
    }
    event.preventDefault();
    if (sending) return;
    sending = true;
    request.abort();
    say(alert, "");
    say(status, words.dataset.sending);
    try {
      const answer = await fetch(form.getAttribute("action") || location.href, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Keeping": "1" },
        signal: AbortSignal.timeout(PATIENCE),
      });
      const next = answer.headers.get("X-Led-To");
      if (next) {
        location.assign(next);
      } else if (answer.status === TOO_LARGE && isPlain(answer)) {
        sending = false;
        say(status, "");
        say(alert, await answer.text());
      } else {
        given = true;
        form.requestSubmit(event.submitter);
      }
    } catch {
      sending = false;
      changed = true;
      say(status, "");
      say(alert, words.dataset.unsent);
    }
  }

  function look() {
    keep();
    const left = Number(idle) * 1000 - (Date.now() - heard);
    if (left <= 0) {
      say(alert, words.dataset.ended);
    } else if (left <= WARNING && !alert.querySelector("button")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "c-plain-button";
      button.textContent = words.dataset.stay;
      button.addEventListener("click", stay);
      alert.replaceChildren(`${words.dataset.soon} `, button);
    }
  }

  async function stay() {
    try {
      const answer = await fetch(stayAddress, { headers: { Accept: "text/plain" }, redirect: "error" });
      heard = Date.now();
      say(status, await answer.text());
      say(alert, "");
    } catch {
      say(alert, words.dataset.ended);
    }
  }

  form.addEventListener("input", () => (changed = true));
  form.addEventListener("change", () => (changed = true));
  form.addEventListener("focusout", () => keep());
  form.addEventListener("pointerdown", press);
  form.addEventListener("submit", send);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep(true));
  window.addEventListener("pagehide", () => keep(true));
  window.addEventListener("online", () => keep());
  window.addEventListener("offline", () => changed && say(alert, words.dataset.lost));
  document.querySelector("[data-discard]")?.addEventListener("submit", () => {
    dropped = true;
    request.abort();
  });
  setInterval(look, EVERY);
}
