"""Danish company numbers: eight digits of which the last checks the others (modulus 11)."""

WEIGHTS = (2, 7, 6, 5, 4, 3, 2)


def is_valid_cvr(number: str) -> bool:
    """Whether a CVR number can exist (vocabulary.md §e4: remainder 0 gives 0, remainder 1 cannot exist)."""
    if len(number) != 8 or not (number.isascii() and number.isdigit()):
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=False)) % 11
    if remainder == 1:
        return False
    return int(number[-1]) == (11 - remainder if remainder else 0)
