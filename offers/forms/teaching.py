"""The second step: what pupils do before, during and after (contract SV-03), and what they meet (SV-15)."""

from django.utils.translation import gettext_lazy as _

from offers.forms.steps import StepForm, line, text


class TeachingForm(StepForm):
    """Before, during and after; learning; educations and jobs."""

    before = text(
        _("Before the visit"),
        _("What does the class do at school first? A film, a task, questions to bring along"),
        max_length=3000,
    )
    before_time = line(_("How long does that take?"), _("For example: one lesson"), max_length=60)
    during = text(
        _("During the visit"),
        _("What do pupils do themselves? Write it in the order it happens"),
        rows=6,
        max_length=4000,
    )
    during_time = line(_("How long does that take?"), _("For example: 2½ hours"), max_length=60)
    after = text(
        _("After the visit"), _("How does the class go on at school? What can they send you?"), max_length=3000
    )
    after_time = line(_("How long does that take?"), _("For example: two lessons"), max_length=60)
    learning = text(
        _("What pupils learn"),
        _("One thing per line. For example: to measure voltage and read a multimeter"),
        max_length=2000,
    )
    education_and_jobs = text(
        _("Educations and jobs they meet"),
        _("One per line, in words pupils know. For example: electrician, three and a half years, half of it with us"),
        max_length=2000,
    )
