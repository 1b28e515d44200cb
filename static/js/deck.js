// Swiping a card is one more way to press its buttons.
let from;

document.addEventListener("pointerdown", (event) => {
  from = event.target.closest?.("[data-swipe]") && event.pointerType === "touch" ? event : undefined;
});

document.addEventListener("pointerup", (event) => {
  if (!from) return;
  const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
  from = undefined;
  if (Math.abs(x) < 90 || Math.abs(y) > 60) return;
  document.getElementById(x > 0 ? "dafuer" : "weiter")?.click();
});
