"""Motifs of wars that could be of any age."""

from __future__ import annotations

from moviemind.web.covers.paper import (
    STAGE,
    WIDTH,
    Dice,
    Palette,
    cut,
    disc,
    hills,
    moved,
    oval,
    person,
    rect,
    ring,
    shape,
    star,
    thread,
)


def banners(dice: Dice, p: Palette) -> str:
    """Long flags over a ridge, a host under them."""
    drawing = disc(150, 150, dice.between(84, 112), p.b)
    for place, (x, top) in enumerate(((52, 74), (112, 34), (178, 52), (240, 86))):
        high = top + dice.between(-12, 12)
        wave = dice.between(8, 16)
        cloth = f"M{x} {high:.0f}q26 {-wave:.0f} 52 0v64q-13 {wave * 0.8:.0f} -26 0q-13 {-wave * 0.8:.0f} -26 0Z"
        sign = disc(x + 26, high + 32, 10, p.c) if place % 2 else star(x + 26, high + 32, 14, 6, 4, p.c)
        drawing += rect(x - 4, high - 12, 5, 300, p.ink) + shape(cloth, p.a) + sign
    drawing += hills(dice, 258, 12, p.c)
    return drawing + "".join(person(18 + step * 24, 308 + (step % 2) * 10, 44, p.ink) for step in range(12))


def lances(dice: Dice, p: Palette) -> str:
    """A dense wood of lances before a low sun."""
    drawing = disc(150, 176, 112, p.a)
    for lance in range(24):
        x, top, lean = 4 + lance * 12.8, dice.between(46, 150), dice.between(-16, 16)
        drawing += thread(f"M{x:.0f} 330L{x + lean:.0f} {top:.0f}", p.ink, 3)
        drawing += cut([(x + lean - 5, top + 4), (x + lean + 5, top + 4), (x + lean, top - 20)], p.ink)
    pennant = cut([(0, 0), (54, 12), (0, 26)], p.b)
    for x in (dice.between(40, 90), dice.between(120, 170), dice.between(200, 230)):
        drawing += rect(x - 3, 60, 4, 260, p.ink) + moved(pennant, x, dice.between(60, 96))
    helmets = "".join(
        oval(x, 292 + (x % 3) * 4, 15, 18, p.c) + rect(x - 15, 294, 30, 60, p.c) for x in range(8, 310, 30)
    )
    front = "".join(oval(x, 312, 17, 20, p.ink) + rect(x - 17, 312, 34, 40, p.ink) for x in range(-8, 320, 36))
    return drawing + helmets + front


def ravens(dice: Dice, p: Palette) -> str:
    """Ravens over a field where it is over."""
    bird = shape(
        "M0 0C-14 -24 -40 -30 -62 -20C-42 -16 -28 -6 -18 8C-8 16 8 16 18 8C28 -6 42 -16 62 -20C40 -30 14 -24 0 0Z",
        p.ink,
    )
    flock = ""
    for x, y, size in ((92, 84, 1.0), (206, 60, 0.7), (182, 132, 0.85), (70, 158, 0.5), (246, 170, 0.55)):
        flock += moved(bird, x + dice.between(-14, 14), y + dice.between(-10, 10), size, dice.between(-16, 16))
    blade = rect(-4, -120, 8, 120, p.ink) + rect(-26, -100, 52, 8, p.ink) + disc(0, -126, 8, p.ink)
    swords = "".join(
        moved(blade, x, y, size, turn)
        for x, y, size, turn in ((96, 300, 1, -9), (196, 306, 0.8, 13), (250, 300, 0.6, -6))
    )
    return (
        disc(dice.between(120, 180), 140, 98, p.a)
        + hills(dice, 256, 14, p.c)
        + flock
        + swords
        + rect(0, 312, WIDTH, 30, p.b)
    )


def battle_plan(dice: Dice, p: Palette) -> str:
    """A general's map: a river, two armies, the arrow that decides."""
    bend = dice.between(-30, 30)
    river = thread(f"M-10 60C90 {70 + bend:.0f} 90 190 170 190S270 {250 - bend:.0f} 310 250", p.c, 30)
    ours = "".join(rect(34 + step * 44, 262 - step * 6, 32, 20, p.b) for step in range(4))
    theirs = "".join(rect(120 + step * 44, 66 + step * 10, 32, 20, p.a) for step in range(4))
    arrow = thread("M70 250C60 150 110 110 196 128", p.b, 13) + cut([(190, 100), (238, 136), (184, 156)], p.b)
    hill = ring(232, 210, 30, p.ink, 3) + ring(232, 210, 19, p.ink, 3) + disc(232, 210, 8, p.ink)
    frame = f'<rect x="14" y="14" width="272" height="{STAGE - 28}" fill="none" stroke="{p.ink}" stroke-width="4"/>'
    return river + hill + ours + theirs + arrow + frame
