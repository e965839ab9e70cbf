// Closes a notice; and when a pressed control has left the page, hands the focus on to the notice's Undo button.
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-closes-notice]");
  if (button) button.closest(".notice").remove();
});

document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const undo = document.querySelector("#notices .notice-undo");
  if (undo) undo.focus();
});
