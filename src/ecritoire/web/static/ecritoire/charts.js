// Each chart has its table: behind its button, and behind one key for all of them.
const show = (button, shown) => {
  button.setAttribute("aria-expanded", String(shown));
  document.getElementById(button.getAttribute("aria-controls")).hidden = !shown;
};

const isShown = (button) => button.getAttribute("aria-expanded") === "true";

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-chart-table]");
  if (button) show(button, !isShown(button));
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key.toLowerCase() !== "t" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = [...document.querySelectorAll("[data-chart-table]")];
  const shown = !buttons.every(isShown);
  for (const button of buttons) show(button, shown);
});
