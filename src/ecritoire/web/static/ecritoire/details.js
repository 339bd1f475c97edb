// Popovers and menus made of <details>: Échap and a click elsewhere close them; a search field narrows their options.
const OPEN = "details[data-closes-outside][open]";

document.addEventListener("click", (event) => {
  for (const details of document.querySelectorAll(OPEN)) {
    if (!details.contains(event.target)) details.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const details = [...document.querySelectorAll(OPEN)].pop();
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
  event.stopImmediatePropagation();
  event.preventDefault();
});

document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches?.(".popover[open], .picker[open]")) event.target.querySelector("[data-narrows]")?.focus();
  },
  true,
);

// ↑ ↓ move among what can be reached in a popover, as in a menu.
document.addEventListener("keydown", (event) => {
  const body = event.target.closest?.(".popover-body, .menu");
  if (!body || !["ArrowDown", "ArrowUp"].includes(event.key) || event.target.type === "date") return;
  const stops = [...body.querySelectorAll("input, summary, button, a")].filter((stop) => stop.checkVisibility());
  const next = stops[stops.indexOf(event.target) + (event.key === "ArrowDown" ? 1 : -1)];
  next?.focus();
  event.preventDefault();
});

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-narrows]")) return;
  event.stopPropagation();
  const wanted = plain(event.target.value.trim());
  for (const axis of event.target.closest(".popover-body").querySelectorAll("[data-axis]")) {
    const named = plain(axis.querySelector("summary").textContent).includes(wanted);
    let shown = 0;
    for (const option of axis.querySelectorAll("[data-option]")) {
      option.hidden = !(named || plain(option.textContent).includes(wanted));
      shown += option.hidden ? 0 : 1;
    }
    axis.hidden = !(named || shown);
    if (wanted && shown) axis.open = true;
  }
}, true);

// A list of which one is chosen closes once it is.
document.addEventListener("change", (event) => {
  const picker = event.target.matches?.("[type=radio]") && event.target.closest("[data-closes-once-chosen]");
  if (!picker) return;
  picker.open = false;
  picker.querySelector("summary").focus();
});

// What is typed there only narrows the options: it is no filter.
document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-narrows]")) event.stopPropagation();
}, true);
