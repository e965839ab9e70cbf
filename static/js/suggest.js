// Suggests titles, people and themes while somebody types in the ask box. Without it the box works as well.
// The box becomes a combobox: arrows, Home and End move through the list, Enter takes an entry, Escape closes the list.
const WAIT_MS = 120;
const LOOKED_AT = 200; // letters before the caret

function makeCombobox(box) {
  const list = document.createElement("ul");
  const status = document.createElement("p");
  let found = { before: "", after: "", suggestions: [] };
  let active = -1;
  let timer = 0;
  let asking = null;

  list.id = `${box.id}_suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  box.after(list, status);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-haspopup", "listbox"],
    ["aria-controls", list.id],
    ["aria-expanded", "false"],
  ]) box.setAttribute(name, value);

  function close() {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function activate(place) {
    const options = [...list.children];
    active = (place + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    options[active].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[active].id);
  }

  function take(place) {
    const { before, after, suggestions } = found;
    close();
    // Letters typed since belong to what is replaced; after a change elsewhere the list is of a text that is gone.
    const kept = box.value.length >= before.length + after.length;
    if (!kept || !box.value.startsWith(before) || !box.value.endsWith(after)) return;
    const words = before + suggestions[place].insert;
    box.value = words + after;
    box.setSelectionRange(words.length, words.length);
    status.textContent = `${suggestions[place].insert} taken.`;
  }

  function show() {
    list.replaceChildren(
      ...found.suggestions.map((suggestion, i) => {
        const option = document.createElement("li");
        const detail = document.createElement("span");
        option.id = `${list.id}_${i}`;
        option.className = "suggestion";
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        detail.className = "suggestion-detail";
        detail.textContent = suggestion.detail;
        option.append(`${suggestion.text} `, detail);
        return option;
      }),
    );
    const count = found.suggestions.length;
    active = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = count === 0;
    box.setAttribute("aria-expanded", String(count > 0));
    status.textContent = count ? `${count} suggestion${count === 1 ? "" : "s"}: up and down to choose.` : "No suggestions.";
  }

  async function ask() {
    const caret = box.selectionStart;
    const letters = Array.from(box.value.slice(0, caret));
    const after = box.value.slice(caret); // now, not when the answer comes: letters may be typed meanwhile
    const seen = letters.slice(-LOOKED_AT);
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${box.dataset.suggests}?q=${encodeURIComponent(seen.join(""))}`;
      const response = await fetch(address, { signal: asking.signal });
      if (!response.ok) return;
      const { from, suggestions } = await response.json();
      if (document.activeElement !== box) return;
      const kept = letters.slice(0, letters.length - seen.length + from).join("");
      found = { before: kept, after, suggestions };
      show();
    } catch (error) {
      if (error.name !== "AbortError") close(); // suggestions are a help: without a connection there are none
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (!box.value.trim()) return close();
    timer = setTimeout(ask, WAIT_MS);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    const moves = { ArrowDown: active + 1, ArrowUp: active < 0 ? -1 : active - 1, Home: 0, End: -1 };
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) take(active);
    else if (event.key in moves && (active >= 0 || event.key.startsWith("Arrow"))) activate(moves[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation(); // Enter would ask, see enter-submits.js
  });

  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take([...list.children].indexOf(option));
  });
}

function makeComboboxes() {
  for (const box of document.querySelectorAll("[data-suggests]:not([role])")) makeCombobox(box);
}

makeComboboxes();
document.addEventListener("htmx:afterSettle", makeComboboxes);
document.addEventListener("htmx:historyRestore", makeComboboxes);
