// A colour can be picked or typed; each control shows what the other was given.
document.addEventListener("input", ({ target }) => {
  const typed = target.dataset.colour && document.getElementById(target.dataset.colour);
  if (typed) typed.value = target.value;
  const pick = document.getElementById(`${target.id}-pick`);
  if (pick && /^#?[0-9a-f]{6}$/i.test(target.value)) pick.value = `#${target.value.replace("#", "")}`;
});
