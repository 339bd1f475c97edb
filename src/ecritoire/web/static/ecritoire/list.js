// Moving in the list of documents from the keyboard: ↑ ↓ move, Entrée opens (it is a link), Espace checks.
export const links = () => [...document.querySelectorAll("[data-row-link]")];

export function markOpen(key) {
  for (const row of document.querySelectorAll("tr[data-document]")) {
    const open = row.dataset.document === key;
    row.classList.toggle("is-open", open);
    if (open) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

const busy = (target) => target.closest?.("input:not([data-check]), select, textarea, .popover-body, .menu, .panel, dialog");

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || busy(event.target)) return;
  const link = event.target.closest?.("[data-row-link]");
  if (event.key === " " && link) {
    link.closest("tr").querySelector("[data-check]")?.click();
    event.preventDefault();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = links();
  if (!all.length) return;
  const row = event.target.closest?.("tr[data-document]") ?? document.querySelector("tr.is-open");
  const current = all.indexOf(row?.querySelector("[data-row-link]"));
  const next = all[current === -1 ? 0 : current + (event.key === "ArrowDown" ? 1 : -1)];
  next?.focus();
  event.preventDefault();
});

// The whole row opens, not its name alone.
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-document]");
  if (!row || event.target.closest("a, button, input, label, .check") || getSelection().toString()) return;
  row.querySelector("[data-row-link]").click();
});

document.addEventListener("htmx:after:swap", () => {
  markOpen(document.querySelector("[data-panel]")?.dataset.panel ?? "");
});
