"""The mark, and our own line icons: 24 grid, 2 px, round ends, always beside a word."""

MARK = (
    '<svg viewBox="0 0 44 36" aria-hidden="true"><path fill-rule="evenodd" d="M0 13h44v23H0zM5 36h18v-7a9 9 0 0 0-18 '
    '0zm23 0h11v-4.5a5.5 5.5 0 0 0-11 0z"/><circle cx="14" cy="5.5" r="5"/><circle cx="33.5" cy="7.5" r="3.6"/></svg>'
)
ICONS: dict[str, str] = {
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "pending": '<path d="M6 3h12M6 21h12M7 3v3c0 3 5 4 5 6s-5 3-5 6v3M17 3v3c0 3-5 4-5 6s5 3 5 6v3"/>',
    "tick": '<path d="m5 12.5 4.5 4.5L19 7"/>',
    "waitlist": '<path d="M9 6h12M9 12h12M9 18h12"/><path d="M3.5 5 5 4v4M3.5 12H6m-2.5 6H6"/>',
    "bell": '<path d="M5 17h14l-2-3V10a5 5 0 0 0-10 0v4zM10 20h4M12 3v2"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "struck": '<circle cx="12" cy="12" r="9"/><path d="m6 6 12 12"/>',
    "lapsed": '<circle cx="12" cy="12" r="9" stroke-dasharray="4 3"/><path d="M12 7v5h4"/>',
    "ticks": '<path d="m2 12.5 4.5 4.5L15 7m-3 9 1 1 9-10"/>',
    "absent": (
        '<path d="M5 21v-5a7 7 0 0 1 14 0v5z" stroke-dasharray="3 3"/>'
        '<circle cx="12" cy="6" r="3" stroke-dasharray="3 2.5"/>'
    ),
    "search": '<circle cx="11" cy="11" r="7"/><path d="m16.5 16.5 5 5"/>',
    "grades": (
        '<path d="M3 20v-4a4 4 0 0 1 8 0v4zm10 0v-6a4 4 0 0 1 8 0v6z"/><circle cx="7" cy="8" r="2"/>'
        '<circle cx="17" cy="6" r="2.2"/>'
    ),
    "bus": (
        '<path d="M4 17V6q0-2 2-2h12q2 0 2 2v11zM4 12h16"/><circle cx="8" cy="18.5" r="1.8"/>'
        '<circle cx="16" cy="18.5" r="1.8"/>'
    ),
    "house": '<path d="M3 11 12 4l9 7M6 9v11h12V9M10 20v-6h4v6"/>',
    "place": '<path d="M12 22c5-6 7-9 7-12a7 7 0 0 0-14 0c0 3 2 6 7 12z"/><circle cx="12" cy="10" r="2.5"/>',
    "calendar": '<path d="M4 6h16v15H4zM4 10.5h16M8 3v5m8-5v5"/>',
    "pencil": '<path d="m4 20 1-5L16 4l4 4L9 19zM14 6l4 4"/>',
    "book": '<path d="M12 6c-2-1.6-5-2-9-2v14c4 0 7 .4 9 2 2-1.6 5-2 9-2V4c-4 0-7 .4-9 2zm0 0v14"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
    "person": '<path d="M4 21v-3a8 8 0 0 1 16 0v3z"/><circle cx="12" cy="6" r="3.5"/>',
    "tag": '<path d="M3 12V3h9l9 9-9 9z"/><circle cx="8" cy="8" r="1.5"/>',
    "filter": '<path d="M3 6h18M6 12h12M10 18h4"/>',
    "mail": '<path d="M3 5h18v14H3zm0 2 9 7 9-7"/>',
    "speech": '<path d="M3 4h18v12H11l-5 4v-4H3z"/>',
    "eye": '<path d="M2 12q10-14 20 0-10 14-20 0z"/><circle cx="12" cy="12" r="3"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
}


def icon(name: str) -> str:
    """The icon as SVG; KeyError for one that does not exist."""
    return f'<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>'
