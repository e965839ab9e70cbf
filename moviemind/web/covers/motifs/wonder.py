"""Motifs of wonder: science fiction, fantasy, adventure."""

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
    rays,
    rect,
    ring,
    shape,
    star,
    thread,
    wheel,
)


def _stars(dice: Dice, count: int, fill: str, foot: float = STAGE) -> str:
    return "".join(
        disc(dice.between(6, 294), dice.between(6, foot), dice.pick((1.2, 1.6, 2.4)), fill) for _ in range(count)
    )


def ringed_planet(dice: Dice, p: Palette) -> str:
    """A planet with its ring, and a moon."""
    r, turn = dice.between(74, 96), dice.between(-28, -12)
    body = disc(0, 0, r, p.a) + shape(f"M{-r} 0A{r} {r} 0 0 0 {r} 0A{r * 1.3:.1f} {r * 0.9:.1f} 0 0 1 {-r} 0Z", p.b)
    back = f'<ellipse rx="{r * 1.72:.1f}" ry="{r * 0.4:.1f}" fill="none" stroke="{p.ink}" stroke-width="9"/>'
    front = thread(f"M{-r * 1.72:.1f} 0A{r * 1.72:.1f} {r * 0.4:.1f} 0 0 0 {r * 1.72:.1f} 0", p.ink, 9)
    return (
        _stars(dice, 44, p.ink)
        + disc(dice.between(40, 90), dice.between(40, 70), 20, p.c)
        + moved(back + body + front, 150, 172, 0.84, turn)
    )


def horizon_grid(dice: Dice, p: Palette) -> str:
    """A striped sun over a plain of lines."""
    sun = disc(150, 150, 92, p.b) + "".join(
        rect(40, 138 + step * 20, 220, 3 + step * 2.6, p.ground) for step in range(5)
    )
    rows, y, gap = "", 218.0, 7.0
    while y < STAGE + 10:
        rows += f"M0 {y:.0f}H300"
        y, gap = y + gap, gap * 1.42
    lines = "".join(f"M{150 + x * 8} 218L{150 + x * 62} 340" for x in range(-9, 10))
    return (
        _stars(dice, 26, p.ink, 190)
        + sun
        + rect(0, 218, WIDTH, 120, p.ground)
        + thread(rows + lines, p.a, 2.6)
        + rect(0, 214, WIDTH, 6, p.a)
    )


def rocket(dice: Dice, p: Palette) -> str:
    """A rocket on its way."""
    turn, moon = dice.between(14, 30), dice.between(60, 110)
    flame = shape("M-20 84C-30 130 -6 150 0 190C6 150 30 130 20 84Z", p.b)
    fins = cut([(-30, 34), (-64, 92), (-26, 82)], p.a) + cut([(30, 34), (64, 92), (26, 82)], p.a)
    hull = (
        shape("M0 -122C46 -76 42 30 26 86H-26C-42 30 -46 -76 0 -122Z", p.ink)
        + disc(0, -34, 18, p.c)
        + rect(-34, 24, 68, 10, p.a)
    )
    return (
        _stars(dice, 34, p.ink)
        + disc(moon, 84, 50, p.c)
        + disc(moon - 14, 72, 9, p.ground)
        + moved(flame + fins + hull, 168, 168, 0.95, turn)
    )


def orbits(dice: Dice, p: Palette) -> str:
    """Worlds on their ways around a small sun."""
    drawing = disc(150, 165, 26, p.b)
    for step, fill in enumerate((p.a, p.ink, p.b, p.a)):
        r = 52 + step * 31
        x, y = wheel(150, 165, r, 1, dice.between(0, 360))[0]
        drawing += ring(150, 165, r, p.c, 3) + disc(x, y, dice.between(7, 15), fill)
    return _stars(dice, 20, p.ink) + drawing


def saucer(dice: Dice, p: Palette) -> str:
    """A saucer, its beam, what it came for."""
    x = dice.between(130, 170)
    beam = cut([(x - 40, 118), (x + 40, 118), (x + 112, 300), (x - 112, 300)], p.b)
    craft = (
        shape("M-44 0A44 46 0 0 1 44 0Z", p.c)
        + oval(0, 4, 112, 25, p.a)
        + "".join(disc(at, 8, 6, p.ground) for at in (-70, -35, 0, 35, 70))
    )
    return (
        _stars(dice, 30, p.ink, 240)
        + beam
        + hills(dice, 302, 6, p.c)
        + person(x, 276, 62, p.ground)
        + moved(craft, x, 104)
    )


def robot(dice: Dice, p: Palette) -> str:
    """A robot's face."""
    eyes = "".join(
        disc(side * 40, -16, 27, p.ground) + disc(side * 40, -16, dice.pick((12, 15)), p.b) for side in (-1, 1)
    )
    mouth = rect(-54, 40, 108, 34, p.ground, 8) + "".join(rect(at, 40, 5, 34, p.a) for at in range(-36, 54, 22))
    head = (
        thread("M0 -96V-134", p.ink, 8)
        + disc(0, -140, 14, p.b)
        + rect(-122, -34, 244, 52, p.c, 14)
        + rect(-98, -96, 196, 190, p.a, 30)
    )
    return moved(head + eyes + mouth, 150, 182, 1, dice.between(-6, 6)) + rect(116, 276, 68, 60, p.c)


def castle(dice: Dice, p: Palette) -> str:
    """A castle before a moon."""
    towers = ""
    for x, wide, foot_to_roof in ((-84, 34, 92), (-42, 30, 132), (-6, 42, 176), (44, 30, 118), (80, 30, 84)):
        high = foot_to_roof + dice.between(-14, 14)
        towers += rect(x, -high, wide, high + 40, p.ink)
        towers += cut([(x - 7, -high), (x + wide + 7, -high), (x + wide / 2, -high - wide * 1.25)], p.a)
        towers += rect(x + wide / 2 - 4, -high + 20, 8, 15, p.b)
    return (
        _stars(dice, 24, p.ink, 220)
        + disc(dice.between(90, 210), 128, 92, p.b)
        + moved(towers, 142, 262, 0.94)
        + hills(dice, 268, 16, p.c)
    )


def sword(dice: Dice, p: Palette) -> str:
    """A sword in a stone, light around it."""
    blade = cut([(-13, -30), (13, -30), (11, 130), (-11, 130)], p.ink) + rect(-2, -30, 4, 160, p.c)
    hilt = rect(-54, -44, 108, 15, p.b, 7) + rect(-8, -98, 16, 56, p.a) + disc(0, -104, 15, p.b)
    stone = shape("M34 330L70 262L120 240L190 244L240 272L268 330Z", p.c)
    return (
        rays(150, 120, int(dice.between(11, 16)), p.a, dice.between(0, 30))
        + disc(150, 128, 96, p.ground)
        + moved(blade + hilt, 150, 142, 1, dice.between(-5, 5))
        + stone
    )


def dragon(dice: Dice, p: Palette) -> str:
    """A long back that comes up out of clouds."""
    body = "M-20 250C40 110 84 110 108 196S170 300 206 190S250 66 286 92"
    spikes = ""
    for x, y, turn in (
        (20, 158, -42),
        (52, 118, -12),
        (86, 122, 28),
        (110, 182, 62),
        (204, 178, -68),
        (226, 122, -46),
        (252, 88, -18),
    ):
        spikes += moved(cut([(-13, 0), (13, 0), (0, -32)], p.b), x, y, 1, turn)
    head = shape("M-30 0C-24 -26 18 -30 52 -6L58 8L10 14L52 22C20 40 -26 30 -30 0Z", p.a) + disc(2, -6, 5, p.ink)
    clouds = "".join(disc(dice.between(0, 300), dice.between(272, 320), dice.between(26, 52), p.c) for _ in range(9))
    return (
        disc(dice.between(90, 200), 112, 70, p.ink)
        + spikes
        + thread(body, p.a, 40, ends="round")
        + moved(head, 250, 92, 0.9)
        + clouds
    )


def peaks(dice: Dice, p: Palette) -> str:
    """Mountains, a sun, a dotted way."""
    x, second = dice.between(96, 140), dice.between(200, 240)
    snow = cut([(x, 92), (x + 30, 140), (x + 8, 130), (x - 10, 148), (x - 28, 136)], p.ink)
    mountains = cut([(second - 120, STAGE), (second, 128), (second + 130, STAGE)], p.c) + cut(
        [(x - 150, STAGE), (x, 92), (x + 150, STAGE)], p.a
    )
    way = thread(
        f"M30 316C90 290 60 262 {x:.0f} 250S{x - 20:.0f} 190 {x:.0f} 150", p.ink, 5, ends="round", dashes="1 13"
    )
    flag = thread(f"M{x:.0f} 92V54", p.ink, 4) + cut([(x, 54), (x + 28, 63), (x, 72)], p.b)
    return disc(second - 10, 96, 52, p.b) + mountains + snow + way + flag


def compass(dice: Dice, p: Palette) -> str:
    """A compass rose."""
    turn = dice.between(-30, 30)
    needle = cut([(0, -112), (22, 0), (0, 0)], p.b) + cut([(0, -112), (-22, 0), (0, 0)], p.c)
    needle += cut([(0, 112), (22, 0), (0, 0)], p.ground) + cut([(0, 112), (-22, 0), (0, 0)], p.c)
    return (
        disc(150, 165, 136, p.a)
        + star(150, 165, 122, 40, 8, p.ground, 22.5)
        + star(150, 165, 118, 26, 4, p.ink, 0)
        + moved(needle, 150, 165, 1, turn)
        + ring(150, 165, 130, p.ink, 6)
        + disc(150, 165, 11, p.ink)
    )


def ship(dice: Dice, p: Palette) -> str:
    """A ship before a low sun."""
    x = dice.between(120, 170)
    sails = shape("M6 -150C70 -120 76 -60 62 -30H6Z", p.ink) + shape("M-6 -128C-52 -96 -60 -58 -50 -30H-6Z", p.c)
    hull = rect(-4, -160, 7, 140, p.b) + shape("M-84 -18H92C80 20 60 34 40 38H-46C-66 30 -78 8 -84 -18Z", p.b)
    waves = ""
    for row, fill in enumerate((p.c, p.a, p.c)):
        y, start = 252 + row * 28, -40 + row * 16
        waves += shape(f"M{start} {y}" + "q20 -24 40 0t40 0" * 5 + f"V{STAGE + 30}H{start}Z", fill)
    return disc(150 + (150 - x), 164, 96, p.a) + moved(sails + hull, x, 236, 1, dice.between(-7, 7)) + waves


def jungle(dice: Dice, p: Palette) -> str:
    """A stepped temple seen between leaves."""
    temple = "".join(
        rect(150 - 26 - step * 22, 122 + step * 34, 52 + step * 44, 35, (p.b, p.c)[step % 2]) for step in range(5)
    )
    stairs = cut([(140, 122), (160, 122), (176, 292), (124, 292)], p.ink)
    leaf = shape("M0 0C26 -40 26 -104 0 -152C-26 -104 -26 -40 0 0Z", p.a) + thread("M0 0V-140", p.ground, 3)
    leaves = ""
    for turn in (18, 44, 70, 96):
        leaves += moved(leaf, -12, 330, dice.between(0.8, 1.1), turn) + moved(
            leaf, 312, 330, dice.between(0.8, 1.1), -turn
        )
    for turn in (120, 146):
        leaves += moved(leaf, -16, -16, 0.85, turn) + moved(leaf, 316, -16, 0.85, -turn)
    return disc(150, 118, 76, p.a) + temple + stairs + leaves
