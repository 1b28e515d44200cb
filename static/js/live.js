// Pages that follow what happens. Each piece says what it follows, and in which version it is; when
// a newer one is heard of, it asks for itself again, and again until it has it.
import { isPage } from "./answers.js";
import { announce, wording } from "./status.js";
import { listen } from "./stream.js";
import { learn, serverNow } from "./time.js";

const AGAIN = [1000, 3000, 10000];
const PATIENCE = 5000;
const ANSWERS = 3000; // a press that takes longer is not waited for
const SILENCE = 4000; // twice as long as the server is silent
const TOLERATED = 6000; // ms that a page may be behind before it says so
const TRIED = 2000; // the same, once somebody has tried in vain
const SETTLES = 1000;
const DOUBLE_TAP = 400;

const pieces = () => [...document.querySelectorAll("[data-follow]")];
const isLive = (element) => Boolean(element.dataset?.follow);
const onWall = () => document.body.classList.contains("stage-page");

const latest = new Map(); // ticket → version
const asking = new Map(); // id of a piece → { since, tries, timer, answered }
const stateOf = (piece) => {
  if (!asking.has(piece.id)) asking.set(piece.id, { tries: 0, answered: performance.now() });
  return asking.get(piece.id);
};

const isBehind = (piece) => Number(piece.dataset.version) < (latest.get(piece.dataset.follow) ?? 0);

function refresh(piece, after = 0) {
  const state = stateOf(piece);
  if (state.timer || (state.since && performance.now() - state.since < 2 * PATIENCE)) return;
  state.timer = setTimeout(() => {
    state.timer = undefined;
    // The answer to a press of this page brings what is new, and is what the press is to be seen by.
    if (pressing && performance.now() - pressedAt < ANSWERS) return;
    state.since = performance.now();
    state.wanted = latest.get(piece.dataset.follow);
    document.getElementById(piece.id)?.dispatchEvent(new CustomEvent("kaue:changed"));
  }, after);
}

/** So that a hall full of phones does not ask in the same moment. */
const spread = (piece) => Math.random() * Number(piece.dataset.jitter ?? 0);

/** Whoever waits for another try need not, once the server is back. */
function hurry() {
  for (const state of asking.values()) {
    if (!state.tries) continue;
    clearTimeout(state.timer);
    state.timer = undefined;
  }
}

function told(versions, at, local, asked) {
  if (at) learn(at, local);
  if (failing || performance.now() - heard > SILENCE) hurry();
  for (const [ticket, version] of Object.entries(versions)) {
    // Fewer than before: the stage is another one, after a rehearsal or from a newer copy.
    const less = version < (latest.get(ticket) ?? 0);
    latest.set(ticket, version);
    for (const piece of pieces()) {
      if (piece.dataset.follow === ticket && (less || isBehind(piece))) refresh(piece, spread(piece));
    }
  }
  for (const piece of pieces()) {
    const { follow } = piece.dataset;
    if (asked.includes(follow) && !(follow in versions)) refresh(piece, spread(piece));
  }
  heard = performance.now();
  failing = false;
  look();
}

function failed() {
  failing = true;
  look();
}

// "No connection, as of …": as long as the page cannot know that it is up to date.
let heard = performance.now();
let failing = false;
let fresh = performance.now();
let freshAt = Date.now();

function look() {
  const note = document.querySelector("[data-live]");
  const now = performance.now();
  if (!failing && now - heard < TOLERATED && !pieces().some((piece) => isBehind(piece) || stateOf(piece).tries > 2)) {
    fresh = now;
    freshAt = serverNow();
  }
  const lost = now - fresh > (failing ? TRIED : TOLERATED);
  if (!note || note.hidden === !lost) return;
  note.hidden = !lost;
  if (!lost) return announce(note.dataset.back);
  const time = new Date(freshAt).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  note.textContent = `${note.dataset.text} ${time}`;
  announce(note.textContent);
}

// Of a press that took its own form off the page, htmx names the piece as its source.
const presses = new WeakSet();
let pressing = 0;
let pressed; // the button of the last one
let pressedAt = 0;
const isRefresh = (ctx) => isLive(ctx.sourceElement) && !presses.has(ctx);

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (isLive(ctx.sourceElement)) ctx.request.timeout = PATIENCE;
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (isLive(ctx.sourceElement)) return;
  presses.add(ctx);
  pressing += 1;
  pressedAt = performance.now();
  pressed = ctx.sourceElement.querySelector?.("[data-means]")?.id;
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (!isRefresh(ctx) || !ctx.response) return;
  const { status, raw } = ctx.response;
  ctx.stale = status >= 400 || raw.redirected || isPage(ctx.text);
  if (!ctx.stale) return;
  event.preventDefault();
  // Signed out meanwhile: the page itself can tell. A wall keeps its picture, whatever happens.
  if (!onWall() && (status === 401 || status === 403 || raw.redirected)) location.reload();
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const piece = ctx.sourceElement;
  if (!isRefresh(ctx)) {
    pressing = Math.max(0, pressing - 1);
    return catchUp();
  }
  const state = stateOf(piece);
  state.since = undefined;
  if (!ctx.response || ctx.stale) return refresh(piece, AGAIN[Math.min(state.tries++, AGAIN.length - 1)]);
  state.tries = 0;
  state.answered = performance.now();
  // The picture is held, or nothing is new: it need not be asked for again until the next version.
  const shown = document.getElementById(piece.id);
  if (ctx.response.status === 204 && shown && state.wanted) shown.dataset.version = state.wanted;
  heard = performance.now();
  failing = false;
  catchUp();
  look();
});

/** Also after a swap: an answer that was on its way may be older than what was heard since. */
function catchUp() {
  for (const piece of pieces()) if (isBehind(piece)) refresh(piece, 300);
}

/** What changes with time alone, such as "now" in a plan, is asked for after so many seconds. */
function lookAgain() {
  for (const piece of pieces()) {
    const after = Number(piece.dataset.again ?? 0) * 1000;
    if (after && performance.now() - stateOf(piece).answered > after) refresh(piece, spread(piece));
  }
}

// A button that means something else after a swap ignores presses for a moment, and says so.
const meanings = () => new Map([...document.querySelectorAll("[data-means][id]")].map((one) => [one.id, one.dataset.means]));
let meant = new Map();
let settles = { until: 0, ids: new Set(), tapsOnly: false };

document.addEventListener("htmx:before:swap", () => {
  meant = meanings();
});

function settle(byPress) {
  const changed = ([id, means]) => meant.has(id) && meant.get(id) !== means && (!byPress || id === pressed);
  const ids = [...meanings()].filter(changed).map(([id]) => id);
  if (!ids.length) return;
  settles = { until: performance.now() + (byPress ? DOUBLE_TAP : SETTLES), ids: new Set(ids), tapsOnly: byPress };
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-means]");
  if (!button || !settles.ids.has(button.id) || performance.now() > settles.until) return;
  // Whoever has just pressed by key has seen what came of it; a second tap may be a twitch.
  if (settles.tapsOnly && !event.detail) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  announce(wording("settles"));
  document.dispatchEvent(new CustomEvent("kaue:tell", { detail: wording("settles") }));
}, true);

// What was open stays open when its piece is told anew; a control that makes room for another one
// hands it the focus.
let open = [];
let instead;
document.addEventListener("htmx:before:swap", () => {
  instead = document.activeElement?.dataset.instead;
  open = [...document.querySelectorAll("[data-follow] details[open]")].map((one) => one.id);
});
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (instead && document.activeElement === document.body) document.getElementById(instead)?.focus();
  settle(!isRefresh(ctx));
  setTimeout(catchUp, 300);
});

addEventListener("DOMContentLoaded", () => {
  const note = document.querySelector("[data-live]");
  if (!note) return;
  if (note.dataset.at) learn(Number(note.dataset.at));
  const wanted = () => [...new Set(pieces().map((piece) => piece.dataset.follow))];
  const ask = listen(note.dataset.live, wanted, told, failed);
  document.addEventListener("visibilitychange", () => {
    // Whoever comes back sees no note before it was tried.
    if (!document.hidden) fresh = performance.now();
  });
  let before = Date.now() - performance.now();
  setInterval(() => {
    // The device slept, or its clock was set.
    const apart = Date.now() - performance.now();
    if (Math.abs(apart - before) > 2000) ask();
    before = apart;
    lookAgain();
    look();
  }, 1000);
});
