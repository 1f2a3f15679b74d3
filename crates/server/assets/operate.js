// What the pages of runs can do with scripts: read anew what changed, choose all rows, copy links.
// Without scripts everything is there too, with one more click.
(() => {
  // A part with data-events is told of changes by the server and asks for itself again.
  for (const part of document.querySelectorAll("[data-events]")) {
    const events = new EventSource(part.dataset.events);
    const changed = () => window.htmx?.trigger(`#${part.id}`, "changed");
    events.addEventListener("run", changed);
    addEventListener("pagehide", () => events.close());
  }

  // A drawing that is wider than its frame begins where a run stands, or at its start.
  for (const canvas of document.querySelectorAll(".canvas")) {
    const at = canvas.querySelector(".step.in-progress, .step.error") ?? canvas.querySelector(".element");
    if (!at) continue;
    const [box, frame] = [at.getBoundingClientRect(), canvas.getBoundingClientRect()];
    canvas.scrollLeft += box.left + box.width / 2 - frame.left - frame.width / 2;
  }

  for (const all of document.querySelectorAll("input[data-all]")) {
    all.hidden = false;
    const boxes = () => document.querySelectorAll(`input[name="${all.dataset.all}"]:not(:disabled)`);
    all.addEventListener("change", () => boxes().forEach((box) => (box.checked = all.checked)));
  }

  const isCopied = (button) => {
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = before), 1500);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-copy]");
    if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    history.replaceState(null, "", link.href);
    navigator.clipboard.writeText(link.href).then(() => isCopied(link));
  });
})();
