// Runs before the first paint, so that a chosen theme never flashes. It only ever reads:
// nothing is stored before somebody presses the switch (see switch.js).
const root = document.documentElement;
root.classList.add("js");
try {
  const chosen = localStorage.getItem("kaue-theme");
  if (chosen) root.dataset.kernTheme = chosen;
} catch {
  // Storage may be blocked; the system's preference then decides.
}
