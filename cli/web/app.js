// Progressive enhancement only: every page reads and every filter works without this.
const root = document.documentElement;
root.classList.add("js");

// Addresses without empty conditions.
for (const form of document.querySelectorAll("form[method=get]")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) field.disabled = field.name !== "" && field.value.trim() === "";
    // Coming back to the page must not find dead fields.
    setTimeout(() => [...form.elements].forEach((field) => (field.disabled = false)), 0);
  });
}

// Browsers that cannot show closed details on a wide screen get them open.
if (!CSS.supports("selector(details::details-content)") && matchMedia("(min-width: 62rem)").matches) {
  document.querySelectorAll(".filters details").forEach((d) => (d.open = true));
}

// Which marks of a report are shown is kept while the window is open.
for (const box of document.querySelectorAll(".legend input")) {
  try {
    if (sessionStorage.getItem(box.id) === "off") box.checked = false;
    box.addEventListener("change", () => sessionStorage.setItem(box.id, box.checked ? "on" : "off"));
  } catch {
    // Without storage every page begins with all marks.
  }
}

// Dragging over the timeline chooses its months.
for (const strip of document.querySelectorAll("[data-strip] .bars")) {
  const bars = [...strip.querySelectorAll("[data-since]")];
  const link = strip.querySelector("a[data-since]");
  if (!link) continue;
  let start = null;
  let drawn = null;
  const bar = (event) => {
    const box = strip.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.min(Math.max(at, 0), bars.length - 1);
  };
  const show = (from, to) => {
    if (!drawn) {
      drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drawn.setAttribute("class", "select");
      drawn.setAttribute("y", "0");
      drawn.setAttribute("height", "97");
      strip.append(drawn);
    }
    drawn.setAttribute("x", `${(from / bars.length) * 100}%`);
    drawn.setAttribute("width", `${((to - from + 1) / bars.length) * 100}%`);
  };
  const stop = () => {
    start = null;
    drawn?.remove();
    drawn = null;
  };
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("pointerdown", (event) => {
    if (event.button === 0) start = { x: event.clientX, bar: bar(event) };
  });
  addEventListener("pointermove", (event) => {
    if (!start || (!drawn && Math.abs(event.clientX - start.x) < 6)) return;
    const now = bar(event);
    show(Math.min(start.bar, now), Math.max(start.bar, now));
  });
  addEventListener("pointerup", (event) => {
    if (!start || !drawn) return stop();
    const [from, to] = [start.bar, bar(event)].sort((a, b) => a - b);
    stop();
    // The click that ends the drag must not follow the bar below.
    strip.addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
    const address = new URL(link.href.baseVal ?? link.href, location.href);
    address.searchParams.set("since", bars[from].dataset.since);
    address.searchParams.set("until", bars[to].dataset.until);
    location.assign(address);
  });
  addEventListener("pointercancel", stop);
  addEventListener("keydown", (event) => event.key === "Escape" && stop());
}

// Files that are chosen or dropped are sent to be read: only where the program was started with --write.
const said = document.getElementById("drop-said");
if (said) {
  const send = async (files) => {
    const [reports, problems] = [[], []];
    for (const [i, file] of [...files].entries()) {
      said.textContent = `Reading ${file.name} (${i + 1} of ${files.length}) …`;
      const address = `/read?name=${encodeURIComponent(file.name)}`;
      const answer = await fetch(address, { method: "POST", body: file }).catch(() => null);
      const told = await answer?.json().catch(() => null);
      reports.push(...(told?.reports ?? []));
      if (!told?.done) problems.push(`${file.name}: ${told?.said || told?.detail || "the server does not answer"}`);
    }
    said.textContent = `${reports.length} ${reports.length === 1 ? "report" : "reports"} read. ${problems.join(" · ")} `;
    const links = [["/", "Show the ledger"], ...reports.slice(0, 5).map((id) => [`/report/${id}`, id])];
    for (const [href, words] of links) {
      const link = document.createElement("a");
      [link.href, link.textContent] = [href, words];
      said.append(link, " ");
    }
  };
  document.getElementById("file").addEventListener("change", (event) => send(event.target.files));
  const holds = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    root.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && root.classList.remove("dropping"));
  addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    root.classList.remove("dropping");
    send(event.dataTransfer.files);
  });
}
