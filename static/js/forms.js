// Small help for forms; every form works without it.

/** The summary of what is wrong comes first, for the eyes and for the focus. */
function focusSummary(root) {
  root.querySelector?.(".error-summary")?.focus();
}

/** "Noch 34 Zeichen" while typing. The server wrote the limit in its place. */
function count(field) {
  const counter = document.getElementById(`${field.id}-counter`);
  if (!counter?.dataset.left) return;
  counter.textContent = counter.dataset.left.replace("#", Math.max(0, field.maxLength - field.value.length));
}

document.addEventListener("input", (event) => {
  if (event.target.maxLength > 0) count(event.target);
});

// A jump from the summary lands in the field, not only near it: groups have no focus of their own.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".error-summary a[href^='#']");
  const goal = link && document.getElementById(link.hash.slice(1));
  if (!goal) return;
  event.preventDefault();
  const field = goal.matches("fieldset") ? goal.querySelector("input") : goal;
  field?.focus();
  goal.scrollIntoView({ block: "center" });
});

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx?.target;
  if (target?.isConnected) focusSummary(target);
  // A swapped-out form leaves its target behind; look for its successor.
  else if (event.target instanceof Element) focusSummary(event.target);
});

// Back from the operator's directory there is one button to press, and nothing to decide.
addEventListener("DOMContentLoaded", () => document.querySelector("form.onward")?.requestSubmit());

addEventListener("DOMContentLoaded", () => focusSummary(document));
