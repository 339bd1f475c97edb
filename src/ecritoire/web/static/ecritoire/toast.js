// Toasts go after six seconds, unless they tell of an error or somebody is on them.
const SECONDS = 6;

function arm(toast) {
  toast.dataset.armed = "";
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1000);
    else toast.remove();
  };
  setTimeout(leave, SECONDS * 1000);
}

function armAll() {
  for (const toast of document.querySelectorAll("[data-toast]:not([data-toast=error], [data-armed])")) arm(toast);
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest("[data-toast]").remove();
});

document.addEventListener("htmx:after:swap", armAll);
armAll();
