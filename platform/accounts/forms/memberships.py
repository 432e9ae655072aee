"""Finding a school, asking to join, inviting, admitting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role

SCHOOL_JOB = [
    (Role.TEACHER, _("Teacher")),
    (Role.LEARNING_CENTRE, _("Pedagogical learning centre")),
    (Role.SCHOOL_COORDINATOR, _("Coordinator")),
    (Role.SCHOOL_LEADER, _("Leader")),
]
COMPANY_JOB = [(Role.COMPANY_MEMBER, _("Colleague")), (Role.COMPANY_OWNER, _("Owner of the profile"))]
MUNICIPAL_JOB = [(Role.MUNICIPAL_EDITOR, _("Editor")), (Role.MUNICIPAL_COORDINATOR, _("Coordinator"))]
JOBS = {"school": SCHOOL_JOB, "company": COMPANY_JOB, "municipality": MUNICIPAL_JOB}


class SchoolSearchForm(forms.Form):
    """Finds a school in the register by name, town or number."""

    q = forms.CharField(
        label=_("Name, town or institution number of the school"),
        max_length=100,
        error_messages={"required": _("Write the name of your school")},
    )


class JoinForm(forms.Form):
    """Asks to join an organisation."""

    role = forms.ChoiceField(label=_("What do you do at the school?"), choices=SCHOOL_JOB, initial=Role.TEACHER)
    note = forms.CharField(
        label=_("Anything the one who answers should know? (optional)"), max_length=300, required=False
    )


class InviteForm(forms.Form):
    """Invites a colleague by mail; the roles follow the kind of organisation."""

    email = forms.EmailField(
        label=_("Your colleague's e-mail address"),
        error_messages={
            "required": _("Write the address to invite"),
            "invalid": _("Write an e-mail address, for example anna@school.example"),
        },
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: object, kind: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = JOBS.get(kind, COMPANY_JOB)


class AdmitForm(forms.Form):
    """Says yes to somebody, in a role that exists in this kind of organisation."""

    role = forms.ChoiceField(required=False)

    def __init__(self, *args: object, kind: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = JOBS.get(kind, COMPANY_JOB)


class RefuseForm(forms.Form):
    """Says no to an organisation, with a reason."""

    reason = forms.CharField(
        label=_("Why not? The company reads this"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a reason the company can act on")},
    )
