// Parts of a page that ask for themselves every few seconds: one quiet notice while no answer comes, and nobody is disturbed at work.
(() => {
  const d = document, words = d.currentScript.dataset.lost, notice = d.createElement("div");
  const asked = ({ detail }) => {
    const part = detail.requestConfig?.elt || detail.elt;
    return part?.getAttribute?.("hx-trigger")?.startsWith("every ") && part;
  };
  notice.className = "toast adrift";
  notice.setAttribute("role", "status");
  d.body.append(notice);

  d.addEventListener("htmx:configRequest", (e) => { if (asked(e)) e.detail.timeout = 8000; });
  // Caught on its way down, so that the page's own word of trouble is not said every few seconds.
  for (const type of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
    d.addEventListener(type, (e) => {
      if (!asked(e)) return;
      e.stopPropagation();
      if (notice.firstChild) return;
      const p = d.createElement("p");
      p.textContent = words;
      notice.append(p);
    }, true);
  d.addEventListener("htmx:afterRequest", (e) => { if (asked(e) && e.detail.successful) notice.textContent = ""; });
  // What is pressed, sent or open stays as it is; the next look brings what is new.
  d.addEventListener("htmx:beforeSwap", (e) => {
    const part = asked(e);
    if (part && part.querySelector(":active, .htmx-request, [open], :is(input, select, textarea):focus")) e.detail.shouldSwap = false;
  });
})();
