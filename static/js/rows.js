// Of a row that scrolls, what is current comes into sight: a tab, a day, an hour.
(() => {
  const middle = (part) => { const { left, width } = part.getBoundingClientRect(); return left + width / 2; };
  document.addEventListener("htmx:load", ({ detail }) => {
    for (const row of detail.elt.querySelectorAll(".tabs, .staff-nav, .mine-nav ul, .days ol, .grid-day")) {
      const current = row.querySelector("[aria-current]");
      if (current) row.scrollLeft += middle(current) - middle(row);
    }
  });
})();
