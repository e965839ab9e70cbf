"""Motifs from life: drama, comedy, romance, music, documentary."""

from __future__ import annotations

import math

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
    thread,
    wheel,
)


def open_door(dice: Dice, p: Palette) -> str:
    """A door ajar, its light on the floor, somebody in it."""
    x = dice.between(80, 140)
    light = cut([(x, 230), (x + 78, 230), (x + 190, STAGE), (x - 70, STAGE)], p.b)
    door = cut([(x + 78, 40), (x + 118, 58), (x + 118, 262), (x + 78, 230)], p.c)
    return rect(0, 230, WIDTH, 100, p.c) + light + rect(x, 40, 78, 190, p.a) + door + person(x + 38, 246, 120, p.ground)


def two_lives(dice: Dice, p: Palette) -> str:
    """Two discs that overlap: what they share has a colour of its own."""
    r, gap, y = dice.between(88, 104), dice.between(48, 66), dice.between(150, 180)
    half = math.sqrt(r * r - gap * gap)
    lens = f"M150 {y - half:.1f}A{r:.1f} {r:.1f} 0 0 1 150 {y + half:.1f}A{r:.1f} {r:.1f} 0 0 1 150 {y - half:.1f}Z"
    return disc(150 - gap, y, r, p.a) + disc(150 + gap, y, r, p.b) + shape(lens, p.ink)


def night_window(dice: Dice, p: Palette) -> str:
    """A window with a moon and a curtain."""
    moon = dice.between(110, 190)
    view = rect(60, 44, 180, 226, p.c) + disc(moon, dice.between(95, 130), 38, p.b)
    bars = rect(146, 44, 8, 226, p.ground) + rect(60, 150, 180, 8, p.ground)
    curtain = shape("M44 30H128C128 120 112 190 56 288H44Z", p.a)
    return view + bars + curtain + rect(36, 24, 228, 10, p.ink) + rect(44, 270, 212, 12, p.ink)


def under_the_sun(dice: Dice, p: Palette) -> str:
    """One small figure before a sun that is too large."""
    x, r = dice.between(90, 210), dice.between(96, 122)
    return (
        disc(150, 168, r, p.a) + disc(150, 168, r * 0.66, p.b) + hills(dice, 262, 14, p.c) + person(x, 272, 62, p.ink)
    )


def staircase(dice: Dice, p: Palette) -> str:
    """A stair, someone on it, a lamp above."""
    steps = [(0, STAGE)]
    for step in range(8):
        steps += [(step * 38, 306 - step * 30), (step * 38 + 38, 306 - step * 30)]
    climber = int(dice.between(2, 6))
    drawing = disc(dice.between(60, 110), 84, 40, p.b) + cut([*steps, (WIDTH + 10, STAGE)], p.a)
    shade = [(x, y + 42) for x, y in steps[1:]]
    return (
        drawing
        + cut([(0, STAGE), *shade, (WIDTH + 10, STAGE)], p.c)
        + person(climber * 38 + 19, 306 - climber * 30, 78, p.ink)
    )


def torn(dice: Dice, p: Palette) -> str:
    """One face of paper, torn down the middle, the halves apart."""
    r, drop = 104.0, dice.between(22, 44)
    edge = [(150 + (9 if step % 2 else -9), 50 + step * 23) for step in range(11)]
    left = "L".join(f"{x - 8:.0f} {y - drop / 2:.0f}" for x, y in edge)
    right = "L".join(f"{x + 8:.0f} {y + drop / 2:.0f}" for x, y in edge)
    top, foot = 50 - drop / 2, 280 - drop / 2
    return (
        shape(f"M{left}A{r + 12} {r + 12} 0 0 1 142 {top:.0f}Z", p.a)
        + shape(f"M{right}A{r + 12} {r + 12} 0 0 0 158 {top + drop:.0f}Z", p.b)
        + disc(98, (top + foot) / 2 - 20, 9, p.ground)
        + disc(204, (top + foot) / 2 - 20 + drop, 9, p.ground)
    )


def empty_chair(dice: Dice, p: Palette) -> str:
    """A chair in the light of a lamp."""
    x = dice.between(120, 180)
    light = cut([(x - 16, 60), (x + 16, 60), (x + 118, 286), (x - 118, 286)], p.b)
    lamp = thread(f"M{x:.0f} 0V40", p.ink, 3) + shape(f"M{x - 34:.0f} 64A34 30 0 0 1 {x + 34:.0f} 64Z", p.a)
    chair = thread(
        f"M{x - 30:.0f} 150V276M{x - 30:.0f} 212H{x + 32:.0f}V276M{x - 30:.0f} 156H{x - 30:.0f}", p.ground, 9
    )
    return rect(0, 270, WIDTH, 60, p.c) + light + oval(x, 284, 118, 20, p.a) + chair + lamp


def grin(dice: Dice, p: Palette) -> str:
    """A face that is mostly a grin."""
    wide, look = dice.between(86, 104), dice.between(-9, 9)
    mouth = f"M{150 - wide:.0f} 176H{150 + wide:.0f}A{wide:.0f} {wide:.0f} 0 0 1 {150 - wide:.0f} 176Z"
    teeth = rect(150 - wide + 12, 176, wide * 2 - 24, 26, p.c)
    eyes = "".join(
        disc(150 + side * 52, 108, 32, p.c) + disc(150 + side * 52 + look, 112, 14, p.ink) for side in (-1, 1)
    )
    tongue = oval(150 + look * 2, 172 + wide * 0.8, wide * 0.44, 20, p.b)
    return disc(150, 165, 148, p.a) + shape(mouth, p.ink) + teeth + tongue + eyes


def bowler(dice: Dice, p: Palette) -> str:
    """A bowler hat and a moustache, with nobody between."""
    tilt = dice.between(-9, 9)
    hat = (
        shape("M-70 0C-72 -104 72 -104 70 0Z", p.ink)
        + rect(-112, -4, 224, 20, p.ink, 10)
        + rect(-71, -26, 142, 18, p.a)
    )
    moustache = "M0 -14C-26 -36 -66 -20 -92 8C-60 28 -22 26 0 6C22 26 60 28 92 8C66 -20 26 -36 0 -14Z"
    bow = cut([(-46, -22), (0, 0), (-46, 22)], p.a) + cut([(46, -22), (0, 0), (46, 22)], p.a) + disc(0, 0, 9, p.ink)
    return (
        disc(150, 160, 118, p.c)
        + moved(hat, 150, 120, 1, tilt)
        + moved(shape(moustache, p.ink), 150, 208)
        + moved(bow, 150, 296)
    )


def quilt(dice: Dice, p: Palette) -> str:
    """Quarter discs, dots and squares in a lively grid."""
    colours, drawing, side = (p.a, p.b, p.c, p.ink), "", 60
    for row in range(6):
        for column in range(5):
            x, y = column * side, row * side
            back, front = dice.pick((p.ground, p.ground, *colours[:3])), dice.pick(colours)
            kind = dice.roll()
            drawing += rect(x, y, side + 0.4, side + 0.4, back)
            if kind < 0.62:
                turn = int(dice.roll() * 4) * 90
                drawing += moved(shape("M-30 -30H30A60 60 0 0 1 -30 30Z", front), x + 30, y + 30, 1, turn)
            elif kind < 0.82:
                drawing += disc(x + 30, y + 30, 20, front)
            else:
                drawing += shape(f"M{x} {y + side}A30 30 0 0 1 {x + side} {y + side}Z", front)
    return drawing


def sunglasses(dice: Dice, p: Palette) -> str:
    """Sunglasses with the holiday in them."""
    lens = "M-62 -30H62C66 14 40 46 0 46S-66 14 -62 -30Z"
    glasses = "".join(moved(shape(lens, p.ink), 150 + side * 72, 160) for side in (-1, 1))
    glasses += rect(132, 132, 36, 12, p.ink)
    glint = "".join(
        moved(cut([(-40, -30), (-14, -30), (-34, 22), (-46, 10)], p.a), 150 + side * 72, 160) for side in (-1, 1)
    )
    return (
        rays(150, 160, int(dice.between(10, 15)), p.c, dice.between(0, 30)) + disc(150, 160, 116, p.b) + glasses + glint
    )


def entwined(dice: Dice, p: Palette) -> str:
    """Two threads that find each other again and again."""
    lean, turns = dice.between(56, 78), dice.pick((2, 3))
    step = 330 / turns / 2

    def strand(side: int) -> str:
        data = f"M{150 + side * lean:.0f} 0"
        for turn in range(turns * 2):
            side = -side
            y = turn * step
            data += f"C{150 - side * lean:.0f} {y + step / 2:.0f} {150 + side * lean:.0f} {y + step / 2:.0f} "
            data += f"{150 + side * lean:.0f} {y + step:.0f}"
        return data

    return (
        thread(strand(1), p.a, 34)
        + thread(strand(-1), p.b, 34)
        + disc(150, step / 2, 8, p.ink)
        + disc(150, 330 - step / 2, 8, p.ink)
    )


def heart(dice: Dice, p: Palette) -> str:
    """A heart of two papers."""
    half = "M0 112C-66 66 -116 20 -116 -34C-116 -78 -84 -102 -54 -102C-28 -102 -8 -86 0 -62Z"
    halves = shape(half, p.a) + f'<g transform="scale(-1 1)">{shape(half, p.b)}</g>'
    return disc(150, 165, 142, p.c) + moved(halves, 150, 168, dice.between(0.86, 0.98), dice.between(-10, 10))


def umbrella(dice: Dice, p: Palette) -> str:
    """Two people, one umbrella, rain."""
    rain = "".join(
        f"M{dice.between(0, 300):.0f} {dice.between(-10, 290):.0f}l-7 24" for _ in range(int(dice.between(30, 44)))
    )
    canopy = shape(
        "M-118 0A118 104 0 0 1 118 0Q98 -18 79 0Q59 -18 39 0Q20 -18 0 0Q-20 -18 -39 0Q-59 -18 -79 0Q-98 -18 -118 0Z",
        p.a,
    )
    couple = person(122, 306, 150, p.ink) + person(180, 306, 136, p.b)
    return (
        thread(rain, p.c, 3, ends="round")
        + rect(0, 300, WIDTH, 40, p.c)
        + couple
        + moved(thread("M0 -104V-122M0 -8V110", p.ink, 5) + canopy, 150, 146)
    )


def record(dice: Dice, p: Palette) -> str:
    """A record and its arm."""
    x = dice.between(130, 158)
    grooves = "".join(ring(x, 170, 58 + step * 14, p.c if p.c != p.ink else p.b, 1.6) for step in range(5))
    label = disc(x, 170, 46, p.a) + disc(x, 170, 7, p.ground)
    shine = cut([(x, 170), *wheel(x, 170, 122, 24, 28)[:3]], p.b)
    arm = thread("M272 40L262 150L214 204", p.b, 9, ends="round") + disc(272, 40, 17, p.b)
    return disc(x, 170, 128, p.ink) + shine + grooves + label + arm


def keys(dice: Dice, p: Palette) -> str:
    """A keyboard that leans, with a note or two."""
    drawing = ""
    for key in range(-2, 10):
        drawing += rect(key * 42, 150, 40, 210, p.ink if key % 4 != dice.pick((1, 7)) else p.b)
    for key in (-2, -1, 1, 2, 3, 5, 6, 8, 9):
        drawing += rect(key * 42 - 13, 150, 25, 118, p.ground)
    note = (
        oval(0, 0, 25, 18, p.a, -20)
        + rect(18, -92, 7, 92, p.a)
        + shape("M25 -92C34 -66 62 -62 52 -30C48 -52 32 -54 25 -56Z", p.a)
    )
    return (
        moved(drawing, 0, 24, 1, dice.pick((-9, 9, 0)))
        + moved(note, dice.between(70, 120), 116)
        + moved(note, dice.between(185, 215), 88, 0.7, 8)
    )


def curtain(dice: Dice, p: Palette) -> str:
    """A stage, its curtain, a circle of light and who stands in it."""
    folds = ""
    for side in (0, 1):
        for fold in range(4):
            edge = 84 - fold * 20
            fill = (p.a, p.b)[fold % 2]
            data = f"M0 0H{edge + 22}C{edge + 16} 130 {edge + 4} 220 {edge - 14} 330H0Z"
            folds += (
                shape(data, fill)
                if not side
                else f'<g transform="translate(300 0) scale(-1 1)">{shape(data, fill)}</g>'
            )
    light = cut([(150, -30), (226, 292), (74, 292)], p.c) + oval(150, 292, 78, 20, p.ink)
    border = "".join(shape(f"M{x} 0H{x + 60}A30 34 0 0 1 {x} 0Z", p.b if x % 120 else p.a) for x in range(0, 300, 60))
    return light + person(150, 296, 118 + dice.between(-10, 10), p.ground) + folds + border


def aperture(dice: Dice, p: Palette) -> str:
    """The blades of a lens."""
    turn, drawing = dice.between(0, 60), disc(150, 165, 138, p.ink)
    rim, hole = wheel(150, 165, 126, 6, turn), wheel(150, 165, 46, 6, turn + 56)
    for blade in range(6):
        drawing += cut(
            [rim[blade], rim[(blade + 1) % 6], hole[(blade + 1) % 6], hole[blade]], (p.a, p.b, p.c)[blade % 3]
        )
    return drawing + ring(150, 165, 130, p.ink, 14)


def globe(dice: Dice, p: Palette) -> str:
    """The world as a net of lines, and a place on it."""
    lines = "".join(
        f'<ellipse cx="150" cy="165" rx="{rx}" ry="122" fill="none" stroke="{p.ground}" stroke-width="4"/>'
        for rx in (40, 84)
    )
    lines += "".join(thread(f"M20 {y}H280", p.ground, 4) for y in (92, 165, 238)) + thread("M150 43V287", p.ground, 4)
    x, y = dice.between(90, 200), dice.between(105, 210)
    pin = shape(f"M{x:.0f} {y:.0f}l-19 -38a21 21 0 1 1 38 0Z", p.b) + disc(x, y - 47, 8, p.ink)
    return disc(150, 165, 122, p.a) + lines + ring(150, 165, 132, p.ground, 22) + pin


def contours(dice: Dice, p: Palette) -> str:
    """A map's lines of height around one hidden thing."""
    x, y, drawing = dice.between(110, 190), dice.between(130, 200), ""
    for step in range(9, 0, -1):
        r = step * 25
        squeeze, turn = 0.72 + 0.03 * step, dice.between(-24, 24)
        drawing += oval(x, y, r, r * squeeze, (p.a, p.b, p.c, p.ground)[step % 4], turn)
    return drawing + disc(x, y, 8, p.ink)
