// What pages can do quicker with a script; everything works without it.
(() => {
  // A filter that is chosen is applied at once.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-now]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=date]")) form.requestSubmit();
  });
  // A menu closes when one looks elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (event.key === "Escape") document.querySelectorAll("details.menu[open]").forEach((menu) => { menu.open = false; });
    if (event.key === "/" && !typing) {
      const search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
  });
  // A form goes once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-hx-post") || form.hasAttribute("data-again") || event.submitter?.formTarget || event.submitter?.formMethod === "get") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  // While a sandbox's clock is moved, its bar tells how far it has come.
  document.addEventListener("submit", (event) => {
    const bar = event.target.closest(".clock");
    if (!bar) return;
    bar.setAttribute("aria-busy", "true");
    const look = async () => {
      const text = await fetch(bar.dataset.watch).then((answer) => answer.text()).catch(() => "");
      const now = new DOMParser().parseFromString(text, "text/html").querySelector(".clock output");
      if (now) bar.querySelector("output").replaceChildren(...now.childNodes);
    };
    const looking = setInterval(look, 800);
    addEventListener("pagehide", () => { clearInterval(looking); bar.removeAttribute("aria-busy"); }, { once: true });
  });
  // A file of a list is read into the box below whose label it stands; it never leaves the browser by itself.
  for (const field of document.querySelectorAll("[data-file]")) {
    field.hidden = false;
    field.querySelector("input").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) document.getElementById(field.dataset.file).value = await file.text();
    });
  }
  // What is typed in a template is shown as a mail a moment later.
  let typed;
  const preview = (event) => {
    const button = event.target.closest("form[data-preview]")?.querySelector("button[formtarget]");
    if (!button) return;
    clearTimeout(typed);
    typed = setTimeout(() => button.form.requestSubmit(button), 500);
  };
  document.addEventListener("input", preview);
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
