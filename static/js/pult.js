// The moderator's desk: the clock runs between two answers, taps wait for the network, the screen
// stays on. Without any of this the desk works by plain forms.
import { announce } from "./status.js";

const LEFT = "kaue-left-hand";
const SOUND = "kaue-sound";
const desk = () => document.getElementById("pult");
const minutes = (n) => `${n < 0 ? "−" : ""}${Math.floor(Math.abs(n) / 60)}:${String(Math.abs(n) % 60).padStart(2, "0")}`;

// The clock: what the server said, and how long ago that was.
let since = performance.now();
let over = false;

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const passed = clock.dataset.runs === "1" ? Math.floor((performance.now() - since) / 1000 * Number(clock.dataset.pace ?? 1)) : 0;
    const left = Number(clock.dataset.left) - passed;
    const text = minutes(left);
    if (clock.textContent !== text) clock.textContent = text;
    clock.toggleAttribute("data-near", left > 0 && left <= Number(clock.dataset.soon));
    clock.toggleAttribute("data-over", left <= 0);
    if (left <= 0 && !over && clock.dataset.runs === "1") {
      announce(clock.dataset.overText);
      if (localStorage.getItem(SOUND)) beep();
    }
    over = left <= 0;
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

// Taps without a network wait here, in order, and are sent once. Each has a key of its own, so one
// that had arrived after all changes nothing the second time.
const waiting = [];
let sending = false;

function show() {
  let note = document.getElementById("warteschlange");
  if (!waiting.length) return note?.remove();
  if (!note) {
    note = document.createElement("p");
    note.id = "warteschlange";
    note.className = "toast";
    document.querySelector("main").append(note);
  }
  note.textContent = document.getElementById("status").dataset.queued.replace("#", waiting.length);
}

async function flush() {
  if (sending) return;
  sending = true;
  while (waiting.length) {
    const { action, body } = waiting[0];
    try {
      const answer = await fetch(action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(8000) });
      if (answer.status >= 500) throw new Error("not now");
    } catch {
      break;
    }
    waiting.shift();
    show();
    if (!waiting.length) desk()?.dispatchEvent(new CustomEvent("kaue:changed"));
  }
  sending = false;
}

// What was sent is noted when it was: meanwhile the form may say something else.
const sent = new WeakMap();
document.addEventListener("htmx:before:request", (event) => {
  const { ctx } = event.detail;
  const form = ctx.sourceElement.closest?.("form[data-queued]");
  if (!form) return;
  sent.set(ctx, new URLSearchParams(new FormData(form)));
  // The next press of the same button is another one.
  form.elements.druck.value = [...crypto.getRandomValues(new Uint8Array(12))].map((n) => n.toString(16).padStart(2, "0")).join("");
});

document.addEventListener("kaue:failed", (event) => {
  const form = event.target.closest?.("form[data-queued]");
  // A refusal has a text of its own; only what never arrived is kept.
  if (!form || event.detail.text !== document.getElementById("status").dataset.offline) return;
  event.preventDefault();
  waiting.push({ action: form.action, body: sent.get(event.detail.ctx) });
  show();
});

// "One more" said twice is two more, though the page has not been answered yet.
document.addEventListener("click", (event) => {
  const step = event.target.closest?.("#hand-mehr, #hand-weniger");
  if (!step?.form) return;
  setTimeout(() => {
    const by = Number(step.form.elements.mehr.value);
    const shown = document.getElementById("haende-zahl");
    shown.value = Math.max(0, Number(shown.value) + by);
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
  if (!document.querySelector("[data-clock], #pult")) return;
  remember("linke-hand", LEFT, hand);
  remember("ton-an", SOUND, () => {});
  hand();
  tick();
  setInterval(tick, 250);
  setInterval(flush, 2000);
  addEventListener("online", flush);
  stayOn();
  document.addEventListener("visibilitychange", stayOn);
});

document.addEventListener("htmx:after:swap", () => {
  if (!document.querySelector("[data-clock], #pult")) return;
  since = performance.now();
  hand();
  tick();
});
