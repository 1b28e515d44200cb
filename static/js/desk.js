// Keys for the staff's pages: they press what is on the page, and do nothing else.
const OFF = "kaue-keys-off";
const box = () => document.getElementById("tasten-an");

addEventListener("DOMContentLoaded", () => {
  if (!box()) return;
  box().checked = !localStorage.getItem(OFF);
  box().addEventListener("change", () => (box().checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
});

/** To the next or previous entry of the list, from wherever one is. */
function step(by) {
  const items = [...document.querySelectorAll("[data-keys-item]")];
  const at = items.indexOf(document.activeElement);
  items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)]?.focus();
}

function help() {
  const keys = document.getElementById("tasten");
  keys.open = !keys.open;
  keys.querySelector("summary").focus();
}

/** A button is pressed; a field or a closed part is opened and gets the focus. */
function use(goal) {
  if (!goal) return;
  if (goal.matches("button, a")) return goal.click();
  const part = goal.closest("details");
  if (part) part.open = true;
  (part ?? goal).querySelector("input:not([type=hidden]), textarea")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (!box()?.checked || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select")) return;
  const act = { j: () => step(1), k: () => step(-1), "?": help }[event.key];
  // Space presses what has the focus; where nothing has, it is "next" on the pitch desk.
  const key = event.key === " " && document.activeElement === document.body ? "ArrowRight" : event.key;
  const goal = /^([a-z]|Arrow(Left|Right))$/.test(key) && document.querySelector(`[data-key="${key}"]`);
  if (!act && !goal) return;
  event.preventDefault();
  if (act) act();
  else use(goal);
});
