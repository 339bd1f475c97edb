// The columns in the order one wants: each moves up or down among the others, and keeps the focus.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order]");
  if (!button) return;
  const item = button.closest("li");
  const other = button.dataset.order === "-1" ? item.previousElementSibling : item.nextElementSibling;
  if (!other) return;
  if (button.dataset.order === "-1") other.before(item);
  else other.after(item);
  button.focus();
});
