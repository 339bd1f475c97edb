// The pages beside a form: larger, smaller; on a narrow screen one of the two at a time.
const ZOOM_MOST = 5;
const ZOOMS = ["", "100 %", "125 %", "150 %", "200 %", "300 %"];

function zoomBy(step) {
  const side = document.querySelector("[data-zoom]");
  const zoom = Math.min(ZOOM_MOST, Math.max(1, Number(side.dataset.zoom) + step));
  side.dataset.zoom = zoom;
  document.querySelector("[data-zoom-shown]").textContent = ZOOMS[zoom];
}

function show(button) {
  button.closest(".control").dataset.shown = button.dataset.shows;
  for (const other of document.querySelectorAll("[data-shows]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
}

document.addEventListener("click", (event) => {
  const zoom = event.target.closest("[data-zoom-by]");
  const shows = event.target.closest("[data-shows]");
  if (zoom) zoomBy(Number(zoom.dataset.zoomBy));
  if (shows) show(shows);
});
