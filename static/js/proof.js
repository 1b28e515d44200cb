// A form that very many send from one network brings a proof: the device searches for a number.
// Without JavaScript or without crypto.subtle (plain http), waiting a little is proof as well.
import { announce } from "./status.js";

const AT_ONCE = 500;

/** The number that, behind the nonce, hashes to the target; by turns, so that the page stays awake. */
async function search(challenge, most) {
  const [, , nonce, target] = challenge.split(".");
  const goal = Uint8Array.from(target.match(/../g), (pair) => parseInt(pair, 16));
  const encoder = new TextEncoder();
  const fits = async (number) => {
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(`${nonce}.${number}`)));
    return goal.every((byte, place) => hash[place] === byte);
  };
  for (let from = 0; from < most; from += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, step) => from + step);
    const found = (await Promise.all(numbers.map(fits))).indexOf(true);
    if (found >= 0) return from + found;
  }
  return "";
}

const searches = new WeakMap();

/** Starts once, while the form is still being filled in. */
function solved(proof) {
  if (!searches.has(proof)) {
    const field = proof.querySelector("[name='loesung']");
    searches.set(proof, search(proof.dataset.proof, Number(proof.dataset.most)).then((number) => {
      field.value = number;
    }));
  }
  return searches.get(proof);
}

async function sendWhenSolved(form, proof, button) {
  const note = proof.querySelector(".proof-note");
  note.textContent = proof.dataset.busy;
  button?.closest(".actions")?.after(note);
  announce(proof.dataset.busy);
  await solved(proof);
  proof.dataset.ready = "";
  // Later: while a form is still asking its listeners, it takes no second submission.
  setTimeout(() => form.requestSubmit(button));
}

if (globalThis.crypto?.subtle) {
  // Before everybody else who listens: to them only the form that is ready counts.
  addEventListener("submit", (event) => {
    const proof = event.target.querySelector?.("[data-proof]");
    // A button that leads to another form (formaction) proves nothing here.
    if (!proof || "ready" in proof.dataset || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sendWhenSolved(event.target, proof, event.submitter);
  }, { capture: true });

  addEventListener("DOMContentLoaded", () => {
    for (const proof of document.querySelectorAll("[data-proof]")) {
      const form = proof.closest("form");
      // Asked for on sending: goes on by itself, unless something (a password) has to be typed again.
      const buttons = form.querySelectorAll("button[type='submit']");
      if ("asked" in proof.dataset && buttons.length === 1 && form.checkValidity()) sendWhenSolved(form, proof, buttons[0]);
      else solved(proof);
      const waiting = proof.querySelector(".kern-alert__body p");
      if (waiting) waiting.textContent = proof.dataset.again;
    }
  });
}
