// Keys of pages. Lists: j and k move between the rows that open something, Enter follows the link,
// x selects. / searches, ? lists all keys; an element with data-key is pressed by that key. And a
// short way to say "ask before you do this" for forms that work without scripts too.
(() => {
  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]");
  const isBox = (element) => element.matches("input[type=checkbox], input[type=radio]");
  const links = () => [...document.querySelectorAll("tr.opens > th > a")];
  const row = () => document.activeElement.closest("tr.opens");

  const move = (step) => {
    const all = links();
    const here = row();
    const at = all.findIndex((link) => link.closest("tr") === here);
    const next = at < 0 ? all.at(step > 0 ? 0 : -1) : all[at + step];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  };

  const list = () => {
    const dialog = document.createElement("dialog");
    dialog.className = "keys-dialog";
    dialog.setAttribute("aria-labelledby", "keys-title");
    const title = document.createElement("h2");
    title.id = "keys-title";
    title.textContent = "Keys";
    const keys = document.createElement("ul");
    for (const known of document.querySelectorAll("[data-keys] > span")) {
      const entry = document.createElement("li");
      entry.append(...known.cloneNode(true).childNodes);
      keys.append(entry);
    }
    const close = document.createElement("button");
    close.className = "button";
    close.textContent = "Close";
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    dialog.append(title, keys, close);
    document.body.append(dialog);
    dialog.showModal();
    return true;
  };

  const does = {
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const box = row()?.querySelector("input[type=checkbox]");
      box?.click();
      return Boolean(box);
    },
    "/": () => {
      const search = document.querySelector("[data-find]");
      search?.focus();
      return Boolean(search);
    },
    "?": list,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) && !isBox(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    const own = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const isDone = own ? (own.click(), true) : does[event.key]?.();
    if (isDone) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
    if (question && !confirm(question)) event.preventDefault();
  });
})();
