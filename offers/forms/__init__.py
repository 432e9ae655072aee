"""The forms of the desk and of the editors."""
