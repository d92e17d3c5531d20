// Small improvements. Every page works without them.
(() => {
  const d = document;
  const on = (type, act, capture) => d.addEventListener(type, act, capture);
  const all = (selector, root = d) => root.querySelectorAll(selector);
  const near = (event, selector) => event.target.closest?.(selector);
  const say = (words) => {
    const live = d.getElementById("live");
    if (live) { live.textContent = ""; setTimeout(() => { live.textContent = words; }, 60); }
  };

  // What only works with script is hidden until script runs; what only helps without it goes.
  const prepare = (root) => {
    for (const x of all("[data-reveal],[data-copy],[data-step],[data-dismiss],[data-theme-switch]", root)) x.hidden = false;
    for (const x of all("[data-fallback]", root)) x.hidden = true;
    all("[data-qty] input", root).forEach(bounds);
    const heard = root.matches?.("[data-announce]") ? root : root.querySelector?.("[data-announce]");
    if (heard && !heard.closest("#toast")) say(heard.dataset.announce || heard.textContent);
    const next = (root.matches?.("[data-focus]") && root) || root.querySelector?.("[data-focus]") || (d.activeElement === d.body && held && d.getElementById(held));
    if (next) next.focus();
  };
  // What is hidden until script runs could not take the focus back when the swap came.
  let held;
  on("htmx:beforeSwap", () => { held = d.activeElement.id; });

  // Quantity
  const bounds = (input) => {
    for (const b of all("[data-step]", input.parentNode))
      b.disabled = b.dataset.step < 0 ? +input.value <= +input.min : +input.value >= +input.max;
  };
  const step = (button) => {
    const input = button.parentNode.querySelector("input");
    input[button.dataset.step < 0 ? "stepDown" : "stepUp"]();
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // The browser's own choice of light or dark; theme.js takes it up on the next page.
  const theme = () => {
    const root = d.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* it holds for this page */ }
  };

  on("click", (e) => {
    for (const open of all("details.pop[open]")) if (!open.contains(e.target)) open.open = false;
    const b = near(e, "[data-step],[data-reveal],[data-copy],[data-dismiss],[data-clear],[data-shot],[data-print],[data-theme-switch]");
    if (!b) { if (!near(e, ".find")) shut(); return; }
    const is = b.dataset;
    if (is.step) step(b);
    else if (is.reveal) {
      const input = d.getElementById(is.reveal), words = b.textContent;
      input.type = input.type === "password" ? "text" : "password";
      b.textContent = is.on; is.on = words;
    } else if (is.copy) navigator.clipboard?.writeText(is.copy).then(() => say(is.done));
    else if ("dismiss" in is) b.closest(".notice, .toast > *").remove();
    else if ("clear" in is) { box.value = ""; shut(); box.focus(); typed(); }
    else if ("print" in is) print();
    else if ("themeSwitch" in is) theme();
    else if (is.shot) {
      e.preventDefault();
      const main = b.closest("[data-gallery]").querySelector("[data-main]");
      main.src = is.shot; main.alt = is.alt || "";
      for (const x of all("[data-shot]", b.closest("[data-gallery]"))) x.toggleAttribute("aria-current", x === b);
    }
  });
  on("change", (e) => {
    if (near(e, "[data-qty]")) bounds(e.target);
    near(e, "form[data-auto-submit]")?.requestSubmit();
  });

  // One submit each; the button says that it is working.
  const rest = (form) => {
    delete form.dataset.sent;
    for (const b of [...form.elements, ...all("[aria-busy]", form)])
      if (b.ariaBusy) { b.removeAttribute("aria-busy"); if (b.dataset.words) b.textContent = b.dataset.words; }
  };
  on("submit", (e) => {
    const form = e.target, b = e.submitter, swap = form.matches("[hx-post],[hx-get]");
    if (form.dataset.sent && !swap) return e.preventDefault();
    if (e.defaultPrevented && !swap) return;
    form.dataset.sent = 1;
    if (b) setTimeout(() => {
      b.ariaBusy = "true";
      if (b.dataset.busy) { b.dataset.words = b.textContent; b.textContent = b.dataset.busy; }
    });
    if (!swap) setTimeout(rest, 8000, form);
  });
  addEventListener("pageshow", () => { for (const f of d.forms) rest(f); });

  // Search suggestions: a combobox by the keyboard.
  const box = d.getElementById("q"), list = d.getElementById("suggestions");
  const clear = d.querySelector("[data-clear]");
  let at = -1;
  const options = () => [...all("[role=option]", list)];
  const shut = () => { if (list) { list.textContent = ""; show(); } };
  const show = () => {
    at = -1;
    box.ariaExpanded = options().length > 0;
    box.removeAttribute("aria-activedescendant");
    options().forEach((o, i) => { o.id ||= "suggestion-" + i; });
  };
  const typed = () => { if (clear) clear.hidden = !box.value; };
  box?.addEventListener("input", () => { typed(); if (!box.value.trim()) shut(); });
  box?.addEventListener("keydown", (e) => {
    const rows = options();
    if (e.key === "Escape") { if (rows.length) { e.preventDefault(); shut(); } return; }
    if (e.key === "Enter" && at >= 0) {
      e.preventDefault();
      (rows[at].matches("a") ? rows[at] : rows[at].querySelector("a")).click();
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!move || !rows.length) return;
    e.preventDefault();
    at = (at + move + rows.length + (at < 0 && move < 0 ? 1 : 0)) % rows.length;
    rows.forEach((o, i) => { o.ariaSelected = i === at; });
    rows[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", rows[at].id);
  });
  on("focusin", (e) => { if (list?.firstChild && !near(e, ".find")) shut(); });
  on("keydown", (e) => {
    const open = e.key === "Escape" && near(e, "details.pop[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });

  // What somebody chose while an answer was on its way stays chosen, where it still can be.
  on("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
    for (const { name, value } of all("input[type=radio]:checked", target))
      for (const x of all("input[type=radio]", fragment)) if (x.name === name && x.value === value) x.checked = true;
  });
  // A part that waits for prices says so.
  for (const type of ["htmx:beforeRequest", "htmx:afterRequest"])
    on(type, (e) => { const part = near(e, ".quotes"); if (part) part.ariaBusy = type === "htmx:beforeRequest"; });
  on("htmx:afterRequest", (e) => { if (e.target.matches?.("form")) rest(e.target); });
  on("htmx:afterSwap", (e) => { if (e.detail.target === list) show(); });
  on("htmx:load", (e) => prepare(e.detail.elt));
  for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    on(type, () => {
      const toast = d.getElementById("toast"), p = d.createElement("p");
      p.textContent = d.body.dataset.trouble; toast?.replaceChildren(p);
    });
  let fade;
  const toast = d.getElementById("toast");
  if (toast) new MutationObserver(() => {
    clearTimeout(fade);
    fade = setTimeout(() => { if (!toast.matches(":hover, :focus-within")) toast.textContent = ""; }, 7000);
  }).observe(toast, { childList: true });
  if (box) typed();
  prepare(d);
})();
