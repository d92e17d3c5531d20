// Before the first paint: the theme this browser chose, if it chose one.
try {
  const chosen = localStorage.getItem("theme"), root = document.documentElement;
  if (chosen && !root.dataset.theme) root.dataset.theme = chosen;
} catch { /* storage is closed: the system's theme it is */ }
