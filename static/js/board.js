import { announce } from "./status.js";

// Dragging a card into a cell of the session grid: an extra to choosing the two. What it would cost
// is fetched once the card is lifted, and stands in each cell before one lets go.
const board = () => document.getElementById("brett");
const cardOf = (target) => target.closest?.("#brett [data-card]");
const cellOf = (target) => target.closest?.("#brett [data-cell]");
let card;

async function showPrices(address) {
  const answer = await fetch(address, { headers: { "hx-request": "true" } });
  if (!answer.ok || !card) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const cell of board().querySelectorAll("[data-cell]")) {
    const price = page.querySelector(`[data-cell="${cell.dataset.cell}"] .price`);
    if (price) cell.dataset.price = price.textContent;
  }
}

document.addEventListener("dragstart", (event) => {
  card = cardOf(event.target);
  if (!card) return;
  event.dataTransfer.setData("text/plain", card.dataset.card);
  event.dataTransfer.effectAllowed = "move";
  showPrices(card.href.replace(/#.*/, ""));
});

document.addEventListener("dragover", (event) => {
  if (card && cellOf(event.target)) event.preventDefault();
});

document.addEventListener("drop", (event) => {
  const cell = cellOf(event.target);
  const form = document.getElementById("ziehen");
  if (!card || !cell || !form) return;
  event.preventDefault();
  [form.elements.runde.value, form.elements.raum.value] = cell.dataset.cell.split("-");
  form.elements.karte.value = card.dataset.card;
  form.elements.statt.value = cell.dataset.there;
  form.requestSubmit();
});

document.addEventListener("dragend", () => {
  card = undefined;
  for (const cell of board()?.querySelectorAll("[data-price]") ?? []) delete cell.dataset.price;
});

// A proposal takes seconds. Meanwhile the board tells how good the best plan is so far.
let asking;

function endProgress() {
  clearInterval(asking);
  const shown = document.getElementById("fortschritt");
  if (shown) shown.hidden = true;
}

document.addEventListener("htmx:before:request", (event) => {
  const form = event.detail.ctx.sourceElement.closest("form[data-progress]");
  if (!form) return;
  const shown = document.getElementById(form.dataset.progress);
  const text = document.getElementById("fortschritt-text");
  shown.hidden = false;
  announce(text.textContent.trim());
  clearInterval(asking);
  asking = setInterval(() => (text.isConnected ? text.dispatchEvent(new CustomEvent("kaue:progress")) : clearInterval(asking)), 500);
});

document.addEventListener("kaue:failed", endProgress);
