"""Why an offer stands where it stands: the plan in words, and what of it each offer has."""

from collections.abc import Iterator

from search.analysis.plan import Alternative, QueryPlan
from search.analysis.planning import make_plan
from search.engines.feedback import FEEDBACK, Vector, best_of, centre_of, likeness
from search.engines.scoring import SCALE, score
from search.exposure import EXPLAINED, is_unbooked
from search.models import Entry, Posting
from search.reading import reader


def explain(text: str, language: str, entry_ids: list[int]) -> str:
    """Several lines, each beginning with #, for somebody who asks «why is this first?»."""
    using = reader(language)
    plan = make_plan(text, using)
    centre = centre_of(best_of(score(plan)), language, using.chain.lexicon)
    lines = [*_plan(plan), *_learnt(centre), *(_offer(plan, centre, pk) for pk in entry_ids)]
    return "\n".join(f"# {line}" for line in lines)


def _plan(plan: QueryPlan) -> Iterator[str]:
    yield f"{len(plan.words)} words, {plan.needed} needed"
    if plan.corrected:
        yield f"read as: {plan.corrected}"
    if plan.grade is not None:
        yield f"grade: {plan.grade}"
    for boost in plan.boosts:
        yield f"boost {boost.token}: {', '.join(map(str, boost.weights))}"
    for word in plan.words:
        readings = "; ".join(map(_reading, word.alternatives))
        yield f"{word.typed} ×{word.factor:g}{'' if word.required else ' (not needed)'}: {readings}"


def _reading(reading: Alternative) -> str:
    terms = " + ".join(f"{term.token}×{term.share:.2f}" for term in reading.terms)
    reason = f" ({reading.reason})" if reading.reason else ""
    return f"{reading.kind} {reading.weight:.2f} {terms}{reason}"


def _learnt(centre: Vector) -> Iterator[str]:
    if centre:
        parts = ", ".join(f"{token} {value:.2f}" for token, value in centre.items())
        yield f"the first hits have in common, for {FEEDBACK:.0%} more of the best score at most: {parts}"


def _offer(plan: QueryPlan, centre: Vector, pk: int) -> str:
    entry = Entry.objects.annotate(new=is_unbooked()).get(pk=pk)
    tokens = plan.terms | {boost.token for boost in plan.boosts}
    rows = Posting.objects.filter(entry=pk, token__in=tokens).order_by("-weight").values_list("token", "weight")
    said = [*(f"{token} {weight / 1000:.2f}" for token, weight in rows), *([EXPLAINED] if entry.new else [])]
    alike = likeness(centre, plan.language, [pk]).get(pk, 0)
    said += [f"like the first hits {alike / SCALE / SCALE:.2f}"] if alike else []
    return f"{entry.title}: " + ", ".join(said)
