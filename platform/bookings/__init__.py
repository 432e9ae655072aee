"""A class asks for a time: places, answers, attendance."""
