// The projector's keys: + and - for the size, D for dark or light. Kept for this tab only.
const stage = document.querySelector("body.stage-page");

if (stage) {
  const steps = ["", "size-1", "size-2", "size-3"];
  let at = 0;

  const resize = (by) => {
    const next = Math.min(steps.length - 1, Math.max(-2, at + by));
    const name = (step) => (step < 0 ? `size-minus-${-step}` : steps[step]);
    if (name(at)) stage.classList.remove(name(at));
    if (name(next)) stage.classList.add(name(next));
    at = next;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "+" || event.key === "=") resize(1);
    if (event.key === "-") resize(-1);
    if (event.key.toLowerCase() === "d") stage.classList.toggle("stage-light");
  });

  // The last picture is kept on this machine: see beamer.js. Needs https (or this very machine).
  const worker = stage.querySelector("[data-worker]")?.dataset.worker;
  if (worker && navigator.serviceWorker) {
    addEventListener("load", async () => {
      try {
        await navigator.serviceWorker.register(worker, { scope: location.pathname });
        const { active } = await navigator.serviceWorker.ready;
        const made = performance.getEntriesByType("resource").map((one) => one.name);
        const parts = made.filter((name) => /\.(css|js|woff2|svg|png|webp|jpe?g)$/.test(new URL(name).pathname) && !name.endsWith(worker));
        active.postMessage([location.href, ...new Set(parts)]);
      } catch {
        // Then the page keeps what it shows as long as it is open.
      }
    });
  }
}
