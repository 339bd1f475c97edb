// One dialog for the whole page: shown as soon as something is put in it.
const dialog = document.getElementById("dialog");
let opener = null;

document.addEventListener("htmx:after:swap", () => {
  if (!dialog.firstElementChild || dialog.open) return;
  opener = document.activeElement;
  dialog.showModal();
  const first = dialog.querySelector("[autofocus], input:not([type=hidden]), select, textarea, [data-dialog-close]");
  first?.focus();
});

document.addEventListener("click", (event) => {
  const closes = event.target.closest("[data-dialog-close]");
  if (!closes || !dialog.open) return;
  event.preventDefault();
  dialog.close();
});

dialog?.addEventListener("close", () => {
  dialog.replaceChildren();
  if (opener?.isConnected) opener.focus();
});
