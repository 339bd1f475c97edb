// The side panel: its arrows follow the list, Échap closes it and gives the focus back to the row.
import { links, markOpen } from "./list.js";

const covers = matchMedia("(width < 1200px)");
const panel = () => document.querySelector("[data-panel]");
const linkOf = (key) => document.querySelector(`#row-${CSS.escape(key)} [data-row-link]`);

function close() {
  const opened = panel();
  const link = linkOf(opened.dataset.panel);
  const address = opened.querySelector("[data-panel-close]").getAttribute("href");
  opened.remove();
  history.replaceState(history.state, "", address);
  markOpen("");
  link?.focus();
}

function move(step) {
  const all = links();
  const next = all[all.indexOf(linkOf(panel().dataset.panel)) + step];
  next?.click();
  next?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const closes = event.target.closest("[data-panel-close]");
  if (closes && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    close();
  }
  const moves = event.target.closest("[data-panel-move]");
  if (moves) move(Number(moves.dataset.panelMove));
  const widens = event.target.closest("[data-panel-widen]");
  if (widens) {
    const wide = panel().classList.toggle("is-wide");
    widens.setAttribute("aria-pressed", String(wide));
  }
  if (event.target.id === "workspace" && panel() && covers.matches) close();
});

document.addEventListener("keydown", (event) => {
  const opened = panel();
  if (!opened || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    close();
    event.preventDefault();
  }
  if (event.key === "Tab" && covers.matches) trap(event, opened);
  const inPanel = event.target.closest?.(".panel") && !event.target.closest("input, select, textarea");
  if (inPanel && event.key === "ArrowUp") move(-1);
  if (inPanel && event.key === "ArrowDown") move(1);
});

// Covering the list, it is a dialog: the focus stays in it.
function trap(event, opened) {
  const stops = [...opened.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
    (stop) => stop.checkVisibility() && !stop.disabled,
  );
  const [first, last] = [stops[0], stops[stops.length - 1]];
  const outside = !opened.contains(document.activeElement);
  if (event.shiftKey && (outside || document.activeElement === first)) {
    last.focus();
    event.preventDefault();
  } else if (!event.shiftKey && (outside || document.activeElement === last)) {
    first.focus();
    event.preventDefault();
  }
}

function arrange() {
  const opened = panel();
  if (!opened) return;
  if (covers.matches) {
    opened.setAttribute("role", "dialog");
    opened.setAttribute("aria-modal", "true");
    if (!opened.contains(document.activeElement)) opened.focus({ preventScroll: true });
  } else {
    opened.setAttribute("role", "complementary");
    opened.removeAttribute("aria-modal");
  }
}

document.addEventListener("htmx:after:swap", arrange);
covers.addEventListener("change", arrange);
arrange();
document.querySelector("tr.is-open")?.scrollIntoView({ block: "nearest" });
