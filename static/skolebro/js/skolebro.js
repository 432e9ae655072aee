// Improves pages that work without it: filters answer at once, and the error summary takes the focus.
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    var problem = document.querySelector(".problem");
    if (problem) {
      problem.focus();
    }
  });

  document.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-live]");
    if (form && event.target.matches("[type=checkbox], [type=radio], select")) {
      form.requestSubmit();
    }
  });
})();
