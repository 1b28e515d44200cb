// What to do with answers that are no fragment. htmx 4 swaps everything but 204 and 304,
// which is right for a form with errors (422) and wrong for a whole error or sign-in page.
import { announce, status, wording } from "./status.js";

export const isPage = (text) => /^\s*<(!doctype|html)/i.test(text ?? "");

/** A piece that follows what happens tries again by itself (live.js): nobody has to know. */
const isLive = (ctx) => Boolean(ctx?.sourceElement.dataset?.follow);

/** Whoever showed something hopeful in advance hears of it, takes it back, and may say it better. */
function fail(ctx, text) {
  if (isLive(ctx)) return;
  const event = new CustomEvent("kaue:failed", { bubbles: true, cancelable: true, detail: { text, ctx, said: false } });
  const told = !ctx.sourceElement.dispatchEvent(event);
  if (!event.detail.said) announce(text);
  if (!told) toast(text);
}

function toast(text) {
  // What waits for the network has a note of its own (pult.js).
  document.querySelector(".toast:not([id])")?.remove();
  if (!text) return;
  const note = document.createElement("p");
  note.className = "toast";
  note.textContent = text;
  document.querySelector("main")?.append(note);
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => isLive(ctx) || toast(""));
document.addEventListener("kaue:tell", (event) => toast(event.detail));

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx, tasks } = event.detail;
  const answer = ctx.response;
  if (isLive(ctx)) return;
  if (answer?.status === 401) {
    // Not signed in: sent as a plain form, it gets the sign-in page, which keeps what was begun.
    event.preventDefault();
    const form = ctx.sourceElement.closest("form");
    if (!form) return location.reload();
    form.dispatchEvent(new CustomEvent("kaue:taken-back", { bubbles: true }));
    return form.submit();
  }
  if (!answer || ctx.target === document.body || ctx.select) return;
  if (isPage(ctx.text)) {
    event.preventDefault();
    // Sent elsewhere (signed out, say): follow, as a plain form would have.
    if (answer.raw.redirected) location.assign(answer.raw.url);
    else fail(ctx, wording("refused"));
  } else if (answer.status >= 400 && !tasks.some((task) => task.type === "main")) {
    // A refusal that only tells why, in the status region.
    ctx.refused = true;
  }
});

document.addEventListener("htmx:after:swap", (event) => {
  const { ctx } = event.detail;
  if (ctx.refused) fail(ctx, status()?.textContent.trim());
});

document.addEventListener("htmx:error", (event) => {
  const { ctx } = event.detail;
  if (ctx) fail(ctx, wording(ctx.sourceElement.matches("form.vote") ? "voteOffline" : "offline"));
});

// What a full page load has to say is read out too: a region filled before it is watched stays silent.
addEventListener("load", () => {
  const notice = document.getElementById("notice");
  if (notice) setTimeout(() => announce(notice.textContent.trim()), 300);
});
