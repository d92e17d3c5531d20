// Opens Geidea's pay form, whose script the page has loaded before, and leads on when it has ended.
(() => {
  const place = document.getElementById("geidea");
  if (!place) return;
  const { session, back } = place.dataset;
  const button = place.querySelector("button");
  const show = (part) => {
    for (const x of place.querySelectorAll("[data-part]")) x.hidden = x.dataset.part !== part;
  };
  // Whether it was paid or refused, the server finds out by itself.
  const leave = () => location.replace(back);
  const closed = () => { show("closed"); button.focus(); };
  const open = () => {
    show("open");
    try {
      new GeideaCheckout(leave, leave, closed).startPayment(session);
    } catch {
      show("blocked");
    }
  };
  button.addEventListener("click", open);
  open();
})();
