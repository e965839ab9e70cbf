// Tells the server which controls of a film are on this page, so that it sends those back and no others.
document.addEventListener("htmx:configRequest", (event) => {
  const film = event.detail.elt.dataset.film;
  if (!film) return;
  const controls = [`rating-${film}`, `marks-${film}`, `forget-${film}`];
  event.detail.parameters.here = controls.filter((id) => document.getElementById(id)).join(" ");
});
