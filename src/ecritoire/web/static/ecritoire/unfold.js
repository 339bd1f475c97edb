// Rows that unfold: the first time htmx fetches what is under them, then they only show and hide it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unfolds]");
  if (!button) return;
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  const body = document.getElementById(button.getAttribute("aria-controls"));
  if (body) body.hidden = !open;
});
