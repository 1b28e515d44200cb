// The moderator's desk: the clock runs between two answers, presses wait for the network, the screen
// stays on. Without any of this the desk works by plain forms.
import { announce, wording } from "./status.js";
import { serverNow } from "./time.js";

const LEFT = "kaue-left-hand";
const SOUND = "kaue-sound";
const LONGEST = 3600;
const desk = () => document.getElementById("pult");
const minutes = (n) => `${n < 0 ? "−" : ""}${Math.floor(Math.abs(n) / 60)}:${String(Math.abs(n) % 60).padStart(2, "0")}`;

// The clock goes by the server's time: so it is the same on every screen, whatever happened to it.
let over = false;

/** Whole seconds, as stage/clock.py reckons: it had data-left when it was started at data-since. */
function secondsLeft({ left, since, pace }) {
  const passed = since ? Math.floor(((serverNow() - Number(since)) / 1000) * Number(pace ?? 1)) : 0;
  return Math.max(-LONGEST, Number(left) - Math.max(0, passed));
}

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const left = secondsLeft(clock.dataset);
    const text = minutes(left);
    if (clock.textContent !== text) clock.textContent = text;
    clock.toggleAttribute("data-near", left > 0 && left <= Number(clock.dataset.soon));
    clock.toggleAttribute("data-over", left <= 0);
    if (left <= 0 && !over && clock.dataset.since) {
      announce(clock.dataset.overText);
      if (localStorage.getItem(SOUND)) beep();
    }
    over = left <= 0;
  }
  for (const time of document.querySelectorAll("time[data-now]")) {
    const text = new Date(serverNow()).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", timeZone: time.dataset.zone });
    if (time.lastChild.data !== text) time.lastChild.data = text;
  }
}

function beep() {
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  volume.gain.value = 0.15;
  tone.frequency.value = 660;
  tone.connect(volume).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.35);
}

// Presses without a network wait here, in order, and are sent once: each has an id of its own, so one
// that had arrived after all changes nothing the second time. They outlive a reload of the page.
const QUEUE = "kaue-queue";
const TOO_OLD = 30 * 60_000;
const PATIENCE = 8000;
let sending = false;
let waiting = read();

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(QUEUE)) ?? [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    sessionStorage.setItem(QUEUE, JSON.stringify(waiting));
  } catch {
    // Without storage they wait as long as this page.
  }
  show();
}

/** One text for eye and ear. */
function show() {
  let note = document.getElementById("warteschlange");
  if (!waiting.length) return note?.remove();
  if (!note) {
    note = document.createElement("p");
    note.id = "warteschlange";
    note.className = "toast";
    document.querySelector("main").append(note);
  }
  const text = wording(waiting.length === 1 ? "queuedOne" : "queued").replace("#", waiting.length);
  if (note.textContent === text) return;
  note.textContent = text;
  announce(text);
}

/** What was refused afterwards is named, and stays until it was read. */
function refuse({ name }, reason) {
  const text = `${wording("notDone").replace("#", name)} ${reason}`.trim();
  const note = document.createElement("div");
  note.className = "refused";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kern-btn kern-btn--secondary";
  button.textContent = wording("read");
  button.addEventListener("click", () => {
    note.remove();
    document.getElementById("jetzt-titel")?.focus();
  });
  note.append(Object.assign(document.createElement("p"), { textContent: text }), button);
  document.querySelector("main").prepend(note);
  announce(text);
}

async function reasonOf(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("#status, h1")?.textContent.trim() ?? "";
}

const isForLater = (status) => !status || status >= 500 || status === 429;

async function flush() {
  if (sending || !waiting.length) return;
  sending = true;
  while (waiting.length) {
    const [first] = waiting;
    try {
      if (Date.now() - first.at > TOO_OLD) refuse(first, wording("tooOld"));
      else {
        const body = new URLSearchParams(first.body);
        const answer = await fetch(first.action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) });
        if (isForLater(answer.status)) throw new Error(answer.status);
        // Signed out meanwhile: they wait until somebody is in again.
        if (answer.status === 401 || answer.redirected) return location.reload();
        if (answer.status >= 400) refuse(first, await reasonOf(answer));
      }
    } catch {
      break;
    }
    waiting.shift();
    keep();
    if (!waiting.length) desk()?.dispatchEvent(new CustomEvent("kaue:changed"));
  }
  sending = false;
}

function enqueue(form, body) {
  const button = form.querySelector("button[type=submit]");
  const title = form.action.includes("/pitches/") && document.getElementById("jetzt-titel")?.textContent.trim();
  const label = button?.textContent.trim().replace(/\s+/g, " ") ?? "";
  const name = title && !label.includes(title) ? `${label} – ${title}` : label;
  const press = { action: form.action, body: body.toString(), name, at: Date.now() };
  // The same wanted twice is wanted once; "one more" is not.
  const same = (one) => one && one.action === press.action && meant(one) === meant(press);
  if (!body.has("mehr") && same(waiting.at(-1))) return;
  waiting.push(press);
  keep();
}

/** What a press wants, without its key and the version it saw. */
function meant({ body }) {
  const wanted = new URLSearchParams(body);
  for (const name of ["druck", "gesehen"]) wanted.delete(name);
  return wanted.toString();
}

// What was sent is noted when it was: meanwhile the form may say something else. Behind what waits
// already, it waits, too: presses come in the order in which they were made.
const sent = new WeakMap();
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement.closest?.("form[data-queued]");
  if (!form) return;
  const body = new URLSearchParams(new FormData(form));
  sent.set(ctx, body);
  // The next press of the same button is another one.
  if (form.elements.druck) form.elements.druck.value = [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("");
  if (!waiting.length) return;
  event.preventDefault();
  enqueue(form, body);
  flush();
});

// A piece that is morphed keeps what was typed: after a press that was done nothing of it is left, so
// that no second tap does it again.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = sent.has(ctx) && ctx.response?.status < 300 && ctx.sourceElement.closest("form[data-queued]");
  if (!form || !form.querySelector("input:not([type=hidden]), select, textarea")) return;
  form.reset();
  const part = form.closest("details");
  if (!part) return;
  part.open = false;
  part.querySelector("summary").focus();
});

document.addEventListener("kaue:failed", (event) => {
  const form = event.target.closest?.("form[data-queued]");
  // A refusal has a text of its own; kept is what never arrived, or met a server that could not.
  if (!form || !isForLater(event.detail.ctx.response?.status)) return;
  event.preventDefault();
  event.detail.said = true;
  enqueue(form, sent.get(event.detail.ctx));
});

// "One more" is seen at once, though the page has not been answered yet.
document.addEventListener("click", (event) => {
  const step = event.target.closest?.("#hand-mehr, #hand-weniger");
  if (!step?.form) return;
  setTimeout(() => {
    const shown = document.getElementById("haende-zahl");
    shown.value = Math.max(0, Number(shown.value) + Number(step.form.elements.mehr.value));
  });
});

function hand() {
  document.querySelector("[data-thumbs]")?.setAttribute("data-hand", localStorage.getItem(LEFT) ? "left" : "right");
}

function remember(id, name, then) {
  const box = document.getElementById(id);
  if (!box) return;
  box.checked = Boolean(localStorage.getItem(name));
  box.addEventListener("change", () => {
    if (box.checked) localStorage.setItem(name, "1");
    else localStorage.removeItem(name);
    then();
  });
}

async function stayOn() {
  if (document.visibilityState === "visible") await navigator.wakeLock?.request("screen").catch(() => {});
}

addEventListener("DOMContentLoaded", () => {
  if (!document.querySelector("[data-clock], #pult, #buehne")) return;
  remember("linke-hand", LEFT, hand);
  remember("ton-an", SOUND, () => {});
  hand();
  tick();
  setInterval(tick, 250);
  show();
  flush();
  setInterval(flush, 2000);
  addEventListener("online", flush);
  stayOn();
  document.addEventListener("visibilitychange", stayOn);
});

document.addEventListener("htmx:after:swap", () => {
  if (!document.querySelector("[data-clock], #pult, #buehne")) return;
  hand();
  tick();
});
