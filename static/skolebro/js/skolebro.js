// Improves pages that work without it: filters answer at once, the error summary takes the focus, receipts print.
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var problem = document.querySelector(".problem");
    if (problem) {
      problem.focus();
    }
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        window.print();
      });
    });
  });

  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-live]");
    if (form && event.target.matches("[type=checkbox], [type=radio], select")) {
      form.requestSubmit();
    }
  });
})();
