"""How columns share the width of a table."""

from __future__ import annotations


def shares(room: float, weights: list[float], least: list[float], most: list[float]) -> list[float]:
    """Divide `room` by weights within bounds; where all bounds are reached, the rest is shared by weight again."""
    total = sum(weights)
    if sum(most) <= room:
        rest = room - sum(most)
        return [width + rest * weight / total for width, weight in zip(most, weights, strict=True)]
    fixed: dict[int, float] = {}
    while len(fixed) < len(weights):
        open_weight = sum(weight for number, weight in enumerate(weights) if number not in fixed)
        unit = (room - sum(fixed.values())) / open_weight
        wanted = {number: unit * weight for number, weight in enumerate(weights) if number not in fixed}
        lacking = sum(max(least[number] - width, 0) for number, width in wanted.items())
        spare = sum(max(width - most[number], 0) for number, width in wanted.items())
        bound = least if lacking >= spare else most
        outside = {number: bound[number] for number, width in wanted.items() if (width < bound[number]) == (bound is least)}
        if lacking == spare == 0 or not outside:
            return [fixed.get(number, unit * weight) for number, weight in enumerate(weights)]
        fixed |= outside
    return [fixed[number] * room / sum(fixed.values()) for number in range(len(weights))]
