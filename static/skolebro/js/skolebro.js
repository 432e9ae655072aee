// Improves pages that work without it: filters answer at once, the error summary takes the focus, receipts print.
(() => {
  "use strict";

  const choices = "[type=checkbox], [type=radio], select";
  const nameOf = (details) => details.closest("fieldset")?.querySelector("legend")?.textContent ?? details.className;
  const opened = () => [...document.querySelectorAll("main details[open]")].map(nameOf);
  let openBefore = [];

  const ready = () => {
    document.querySelector(".problem")?.focus();
    for (const button of document.querySelectorAll("[data-print]")) {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    }
  };

  const submitAtOnce = (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && event.target.matches(choices)) form.requestSubmit();
  };

  // A part that was swapped in keeps what the reader had opened, and says its new count once.
  const settle = () => {
    for (const details of document.querySelectorAll("main details")) {
      if (openBefore.includes(nameOf(details))) details.open = true;
    }
    const status = document.querySelector("main [role=status]");
    if (!status) return;
    const words = status.innerHTML;
    status.textContent = "";
    setTimeout(() => { status.innerHTML = words; }, 100);
  };

  document.addEventListener("DOMContentLoaded", ready);
  document.addEventListener("change", submitAtOnce);
  document.addEventListener("htmx:beforeSwap", () => { openBefore = opened(); });
  document.addEventListener("htmx:afterSwap", settle);
})();
