// The drawer of narrow screens.
const button = document.querySelector("[data-toggles-nav]");
const nav = document.getElementById("navigation");

function show(open) {
  nav.classList.toggle("is-open", open);
  button.setAttribute("aria-expanded", String(open));
  (open ? nav.querySelector("a") : button).focus();
}

button?.addEventListener("click", () => show(!nav.classList.contains("is-open")));

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && nav?.classList.contains("is-open")) show(false);
});

document.addEventListener("click", (event) => {
  if (nav?.classList.contains("is-open") && !nav.contains(event.target) && !button.contains(event.target)) show(false);
});
