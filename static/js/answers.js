// What to do with answers that are no fragment. htmx 4 swaps everything but 204 and 304,
// which is right for a form with errors (422) and wrong for a whole error or sign-in page.
import { announce, wording } from "./status.js";

const isPage = (text) => /^\s*<(!doctype|html)/i.test(text ?? "");

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  const answer = ctx.response;
  if (!answer || ctx.target === document.body || ctx.select || !isPage(ctx.text)) return;
  event.preventDefault();
  if (answer.raw.redirected) {
    // Sent elsewhere (signed out, say): follow, as a plain form would have.
    location.assign(answer.raw.url);
    return;
  }
  announce(wording("refused"));
  ctx.sourceElement.dispatchEvent(new CustomEvent("kaue:failed", { bubbles: true, detail: { reason: "refused" } }));
});

document.addEventListener("htmx:error", (event) => {
  const { ctx } = event.detail;
  if (!ctx) return;
  announce(wording("offline"));
  ctx.sourceElement.dispatchEvent(new CustomEvent("kaue:failed", { bubbles: true, detail: { reason: "offline" } }));
});

// What a full page load has to say is read out too: a region filled before it is watched stays silent.
addEventListener("load", () => {
  const notice = document.getElementById("notice");
  if (notice) setTimeout(() => announce(notice.textContent.trim()), 300);
});
