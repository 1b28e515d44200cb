// Pages that follow what happens: a stream says which version there is, and whoever shows an older
// one asks for its piece again. Where no stream is to be had, the page asks every few seconds.
const POLL = 5000;

const pieces = () => document.querySelectorAll("[data-version]");

/** Not under somebody's fingers: whoever types is shown the change afterwards. */
function refresh(piece) {
  const typing = piece.querySelector("input:focus:not([type=hidden]), textarea:focus");
  if (typing) return typing.addEventListener("blur", () => refresh(piece), { once: true });
  piece.dispatchEvent(new CustomEvent("kaue:changed"));
}

let latest = 0;

/** Also after a swap: an answer that was on its way may be older than what was heard since. */
function catchUp() {
  for (const piece of pieces()) if (Number(piece.dataset.version) < latest) refresh(piece);
}

function lost(note, since) {
  note.hidden = false;
  note.textContent = `${note.dataset.text} ${since.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })}`;
}

addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector("[data-live]");
  if (!note || !window.EventSource) return;
  let heard = new Date();
  let asking;
  const source = new EventSource(note.dataset.live);
  source.addEventListener("open", () => {
    note.hidden = true;
    clearInterval(asking);
    asking = undefined;
  });
  source.addEventListener("version", (event) => {
    heard = new Date();
    const before = latest;
    latest = Number(event.data);
    // Fewer than before: the stage is another one, after a rehearsal or from a newer copy.
    if (latest < before) pieces().forEach(refresh);
    else catchUp();
  });
  source.addEventListener("error", () => {
    // Closed for good: there are too many streams already. Else the browser tries again by itself.
    if (source.readyState === EventSource.CLOSED) asking ??= setInterval(() => pieces().forEach(refresh), POLL);
    else lost(note, heard);
  });
  addEventListener("pagehide", () => source.close());
});

// What was open stays open when its page is told anew.
let open = [];
document.addEventListener("htmx:before:swap", () => {
  open = [...document.querySelectorAll("[data-version] details[open]")].map((one) => one.id);
});
document.addEventListener("htmx:after:swap", () => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  setTimeout(catchUp, 300);
});
