// Pages of the people who do the work: parts that stay live, searches while one types, sliders,
// texts to copy. Everything works without this file, only less quickly.
(() => {
  // Live parts: `data-live` is the address of a stream, `data-live-on` the event to wait for. A
  // part is then read anew by its own hx-get. Parts with the same address share one stream; a
  // page that nobody looks at has none.
  const OFTEN = 1000;
  const streams = new Map();
  const parts = (url) =>
    [...document.querySelectorAll("[data-live]")].filter((part) => part.dataset.live === url);

  const open = (url, kind) => {
    const source = new EventSource(url);
    let isKnown = false;
    let told = 0;
    let timer;
    const tell = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        told = Date.now();
        parts(url).forEach((part) => part.dispatchEvent(new CustomEvent("live")));
      }, Math.max(100, told + OFTEN - Date.now()));
    };
    source.addEventListener(kind, tell);
    // After a break something may have been missed.
    source.addEventListener("listening", () => (isKnown ? tell() : (isKnown = true)));
    return source;
  };
  const listen = () => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const { live: url, liveOn: kind } = part.dataset;
      if (!streams.has(url)) streams.set(url, open(url, kind));
    }
  };
  const rest = () => {
    streams.forEach((source) => source.close());
    streams.clear();
  };
  // While somebody words a decision, the list around it stays as it is.
  const isDeciding = (part) => part.matches("[data-live]") && part.querySelector(".decide[open]");
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target instanceof Element && isDeciding(event.target)) event.preventDefault();
  });
  const decided = (event) => {
    const part = event.target.matches(".decide") && event.target.closest("[data-live]");
    if (part && !isDeciding(part)) part.dispatchEvent(new CustomEvent("live"));
  };
  document.addEventListener("toggle", decided, true);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return rest();
    listen();
    for (const part of document.querySelectorAll("[data-live]")) {
      part.dispatchEvent(new CustomEvent("live"));
    }
  });
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);

  // Searches in a form: what was found comes while one types; Enter does not send the form.
  let typing;
  const seek = (input) => input.dispatchEvent(new CustomEvent("seek", { bubbles: true }));
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (input.matches("[data-search]")) {
      clearTimeout(typing);
      typing = setTimeout(() => seek(input), 250);
    }
    if (input.matches("input[type=range]")) {
      const shown = document.querySelector(`output[data-of="${input.id}"]`);
      if (shown) shown.value = input.value;
    }
    if (input.matches("[data-all]")) {
      const name = input.dataset.all;
      document
        .querySelectorAll(`input[type=checkbox][name="${name}"]`)
        .forEach((box) => (box.checked = input.checked));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-search]")) {
      event.preventDefault();
      clearTimeout(typing);
      seek(event.target);
    }
  });

  // Action buttons: while one runs, its form asks for nothing else, and what is typed meanwhile
  // stays.
  let acting;
  let refreshing;
  document.addEventListener("htmx:before:request", (event) => {
    const { ctx } = event.detail;
    const source = ctx.sourceElement;
    if (source.matches("[data-act]")) {
      refreshing?.request.abort?.();
      const typed = new Map([...source.form.elements].map((input) => [input, input.value]));
      acting = { button: source, typed, isMissed: false };
      source.setAttribute("aria-busy", "true");
      document.getElementById(`${source.id}-told`).textContent = "Working…";
    } else if (acting && source === acting.button.form) {
      acting.isMissed = true;
      event.preventDefault();
    } else if (source.matches("form")) {
      refreshing = ctx;
    }
  });
  document.addEventListener("htmx:before:swap", (event) => {
    if (event.detail.ctx.sourceElement !== acting?.button) return;
    const since = [...acting.typed].filter(([input, before]) => input.value !== before);
    acting.since = since.map(([input]) => [input, input.value]);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    if (event.detail.ctx.sourceElement !== acting?.button) return;
    const { button, isMissed, since = [] } = acting;
    acting = undefined;
    since.forEach(([input, value]) => (input.value = value));
    if (button.matches("[aria-busy]")) {
      button.removeAttribute("aria-busy");
      document.getElementById(`${button.id}-told`).textContent = "No answer. Try again.";
    }
    if (isMissed) button.form?.dispatchEvent(new CustomEvent("seek"));
  });

  // Texts that can only be copied: a button for each.
  for (const text of document.querySelectorAll("textarea[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button small";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      text.select();
      await navigator.clipboard?.writeText(text.value);
      button.textContent = "Copied";
    });
    text.after(button);
  }

  // What needs a change is read out first.
  document.querySelector("#faults")?.focus();
})();
