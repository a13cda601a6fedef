"""Numbers in letters, as marks of notes and labels of pages have them."""


def letter(number: int) -> str:
    """Return the letters of a number, counted from 0: a to z, then aa, ab and so on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
