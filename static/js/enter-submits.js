// In the ask box Enter asks, and Shift+Enter begins a new line.
document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (!(box instanceof HTMLTextAreaElement) || !("enterSubmits" in box.dataset)) return;
  event.preventDefault();
  box.form.requestSubmit();
});
