// Keys of lists: j and k move between the rows that open something, Enter follows the link.
// And a short way to say "ask before you do this" for forms that work without scripts too.
(() => {
  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]");
  const links = () => [...document.querySelectorAll("tr.opens > th > a")];

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const all = links();
    const row = document.activeElement.closest("tr.opens");
    const at = all.findIndex((link) => link.closest("tr") === row);
    const next = at < 0 ? all.at(step > 0 ? 0 : -1) : all[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });

  document.addEventListener("submit", (event) => {
    const question = event.submitter?.dataset.ask ?? event.target.dataset.ask;
    if (question && !confirm(question)) event.preventDefault();
  });
})();
