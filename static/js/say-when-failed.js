// Says so when a change could not be sent or was refused, instead of keeping still.
function sayFailed(words) {
  const notice = document.createElement("div");
  notice.className = "notice notice-bad";
  const line = document.createElement("p");
  line.textContent = words;
  notice.append(line);
  document.getElementById("notices")?.replaceChildren(notice);
}

document.addEventListener("htmx:sendError", () => sayFailed("That did not arrive. Is the connection up? Please try again."));
document.addEventListener("htmx:responseError", () => sayFailed("That could not be saved. Reload the page and try again."));
