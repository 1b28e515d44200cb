// Weißkaue and Schwarzkaue: follows the system until somebody chooses.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.kernTheme ? root.dataset.kernTheme === "dark" : system.matches);

function label(button) {
  // The button is named after where it leads.
  const text = isDark() ? button.dataset.light : button.dataset.dark;
  button.querySelector(".theme-name").textContent = text;
  button.querySelector("use").setAttribute("href", isDark() ? "#i-sun" : "#i-moon");
}

function start() {
  const button = document.getElementById("theme");
  if (!button) return;
  label(button);
  system.addEventListener("change", () => label(button));
  button.addEventListener("click", () => {
    root.dataset.kernTheme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("kaue-theme", root.dataset.kernTheme);
    } catch {
      // Without storage the choice lasts for this page.
    }
    label(button);
  });
}

// Deferred scripts run once the page is parsed.
start();
