// When a part of an answer's page was exchanged and the pressed link went with it, the focus goes to what was understood.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  document.getElementById("understood")?.focus({ preventScroll: true });
});
