// Files or a folder dropped on the inbox go one by one; what became of each is said beside its name.
const form = document.querySelector("[data-drop]");
const outcomes = document.querySelector("[data-drop-outcomes]");

function readEntries(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

// A folder is walked to its end: readEntries gives at most a hundred at a time.
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  for (let some = await readEntries(reader); some.length; some = await readEntries(reader)) {
    for (const inner of some) found.push(...(await filesOf(inner)));
  }
  return found.filter((file) => /\.(pdf|xml)$/i.test(file.name));
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map(filesOf))).flat();
}

function row(file) {
  const item = document.createElement("li");
  item.className = "outcome";
  for (const words of [file.name, form.dataset.dropWaiting]) {
    const part = document.createElement("span");
    part.textContent = words;
    item.append(part);
  }
  outcomes.append(item);
  return item;
}

async function send(file, item) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("files", file);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    item.replaceWith(holder.content);
  } catch {
    item.classList.add("bad");
    item.lastElementChild.textContent = form.dataset.dropFailed;
  }
}

async function take(files) {
  if (!files.length) return;
  outcomes.hidden = false;
  form.setAttribute("aria-busy", "true");
  const rows = files.map(row);
  for (const [index, file] of files.entries()) await send(file, rows[index]);
  form.removeAttribute("aria-busy");
  form.reset();
  const done = document.createElement("li");
  const link = document.createElement("a");
  link.href = location.pathname;
  link.className = "button small";
  link.textContent = form.dataset.dropDone;
  done.append(link);
  outcomes.append(done);
  link.focus();
}

if (form) {
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("is-over");
  });
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    take(await dropped(event.dataTransfer));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    take([...form.elements.files.files]);
  });
}
