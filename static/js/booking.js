// The time left of a table that is kept. Without script the page says until when.
(() => {
  const begin = (hold) => {
    if (hold.dataset.begun) return;
    hold.dataset.begun = 1;
    const { hold: seconds, total, over, last } = hold.dataset;
    const end = performance.now() + seconds * 1000, left = hold.querySelector("[data-left]"), ring = hold.querySelector(".hold-ring");
    left.hidden = false;
    const tick = () => {
      if (!hold.isConnected) return;
      const now = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      left.textContent = Math.floor(now / 60) + ":" + String(now % 60).padStart(2, "0");
      ring.style.setProperty("--left", now / total);
      if (now <= 60 && !hold.classList.contains("hold-last")) {
        hold.classList.add("hold-last");
        const live = document.getElementById("live");
        if (live && now) live.textContent = last;
      }
      if (now) setTimeout(tick, 250); else if (over) location.assign(over);
    };
    tick();
  };
  const all = () => document.querySelectorAll("[data-hold]").forEach(begin);
  document.addEventListener("htmx:load", all);
  all();
})();
