// The word of a state where only its shape shows: on hover, and when the row has the keyboard's focus.
const tooltip = Object.assign(document.createElement("div"), { className: "tooltip", hidden: true });
tooltip.setAttribute("role", "tooltip");
document.body.append(tooltip);

const labelHidden = (owner) => {
  const label = owner.querySelector("span");
  return !label || label.getBoundingClientRect().width <= 1;
};

function show(owner, text) {
  tooltip.textContent = text;
  tooltip.hidden = false;
  const at = owner.getBoundingClientRect();
  const own = tooltip.getBoundingClientRect();
  const left = Math.min(Math.max(at.left + at.width / 2 - own.width / 2, 8), innerWidth - own.width - 8);
  const above = at.top - own.height - 6;
  tooltip.style.left = `${left}px`;
  tooltip.style.top = `${above < 8 ? at.bottom + 6 : above}px`;
}

function hide() {
  tooltip.hidden = true;
}

document.addEventListener("pointerover", (event) => {
  const owner = event.target.closest?.("[data-tooltip]");
  if (owner && labelHidden(owner)) show(owner, owner.dataset.tooltip);
  else hide();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.matches?.("[data-row-link]:focus-visible") && event.target.closest("tr");
  const states = row ? [...row.querySelectorAll(".state")].filter(labelHidden) : [];
  if (states.length) show(states[states.length - 1], states.map((owner) => owner.dataset.tooltip).join(" · "));
  else hide();
});

document.addEventListener("scroll", hide, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
