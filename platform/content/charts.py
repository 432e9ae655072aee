"""Goals as SVG: an arch filled as far as we are, and arched bars with the target as a dashed line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

BASE_LINE, HIGHEST, BAR, STEP, TOP = 124, 98, 42, 52, 26
ARCH_TOP, ARCH_FOOT = 24, 104


@dataclass(frozen=True)
class ShownGoal:
    """A goal with its pictures; `percent` is how far the newest figure is towards the target."""

    kind: str
    sentence: str
    unit: str
    state: str
    explanation: str
    responsible: str
    updated: date
    percent: int
    arch: SafeString
    chart: SafeString


def percent_of(value: Decimal, target: Decimal) -> int:
    """How far towards the target, from 0 to 100."""
    return 0 if target <= 0 else max(0, min(100, round(100 * value / target)))


def shown_goal(goal: Mapping[str, Any], number: int) -> ShownGoal:
    """A goal of the stream as it is shown."""
    values = [(str(row["label"]), Decimal(row["value"])) for row in goal["values"]]
    target = Decimal(goal["target"])
    percent = percent_of(values[-1][1], target) if values else 0
    kinds = {"omfang": _("scope"), "faglighed": _("subject depth"), "kendskab": _("awareness")}
    return ShownGoal(
        kind=kinds.get(goal["kind"], ""),
        sentence=goal["sentence"],
        unit=goal["unit"],
        state=goal["state"],
        explanation=goal["explanation"],
        responsible=goal["responsible"],
        updated=goal["updated"],
        percent=percent,
        arch=arch(percent, number),
        chart=bars(values, target),
    )


def arch(percent: int, number: int) -> SafeString:
    """A span of the bridge, filled to `percent`, with the figure inside."""
    filled = round((ARCH_FOOT - ARCH_TOP) * percent / 100)
    return format_html(
        '<svg class="chart" viewBox="0 0 200 106" aria-hidden="true"><clipPath id="bue{n}">'
        '<path d="M16 104V96a84 72 0 0 1 168 0v8z"/></clipPath>'
        '<path class="k" fill-rule="evenodd" d="M0 6h200v98H0zM16 104h168v-8a84 72 0 0 0-168 0z"/>'
        '<path class="v0" clip-path="url(#bue{n})" d="M16 {top}h168v{filled}H16z"/>'
        '<text class="big" x="100" y="92" text-anchor="middle">{percent} %</text></svg>',
        n=number,
        top=ARCH_FOOT - filled,
        filled=filled,
        percent=percent,
    )


def bars(values: list[tuple[str, Decimal]], target: Decimal) -> SafeString:
    """Arched bars with their figures, and the target as a dashed line; the whole chart also as one sentence."""
    highest = max([target, *(value for _label, value in values), Decimal(1)])
    drawn = format_html_join(
        "", "{}", ((_bar(i, label, value, highest, i == len(values) - 1),) for i, (label, value) in enumerate(values))
    )
    line = BASE_LINE - round(HIGHEST * target / highest)
    wide = STEP * len(values) + 6
    said = ", ".join(_("%(value)s in %(label)s") % {"value": _number(v), "label": label} for label, v in values)
    return format_html(
        '<svg class="chart" viewBox="0 0 {box} 150" role="img" aria-label="{said}">{drawn}'
        '<path class="t" d="M0 {line}h{wide}"/><text class="b" x="{x}" y="{y}">{target}</text></svg>',
        box=wide + 60,
        said=_("Bars: %(bars)s. The target is %(target)s.") % {"bars": said, "target": _number(target)},
        drawn=drawn,
        line=line,
        wide=wide,
        x=wide + 5,
        y=line + 4,
        target=_("Target %(target)s") % {"target": _number(target)},
    )


def _bar(index: int, label: str, value: Decimal, highest: Decimal, newest: bool) -> SafeString:
    left, tall = 6 + STEP * index, max(24, round(HIGHEST * value / highest))
    return format_html(
        '<path class="{kind}" d="M{left} 124v-{straight}a21 21 0 0 1 42 0v{straight}z"/>'
        '<text x="{middle}" y="142" text-anchor="middle">{label}</text>'
        '<text class="{ink}" x="{middle}" y="116" text-anchor="middle">{value}</text>',
        kind="v" if newest else "v0",
        ink="w" if newest else "b",
        left=left,
        straight=tall - 21,
        middle=left + BAR // 2,
        label=label,
        value=_number(value),
    )


def _number(value: Decimal) -> str:
    return str(number_format(value.normalize() if value % 1 else int(value), use_l10n=True))
