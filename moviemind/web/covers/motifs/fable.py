"""Motifs that tell a tale: animation, family, western, history."""

from __future__ import annotations

from moviemind.web.covers.paper import (
    STAGE,
    WIDTH,
    Dice,
    Palette,
    cut,
    disc,
    hills,
    mirrored,
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


def bounce(dice: Dice, p: Palette) -> str:
    """A ball on its way, drawn frame by frame."""
    drawing = rect(0, 282, WIDTH, 60, p.c)
    frames = ((26, 92, 0), (62, 140, 0), (94, 206, 0), (122, 254, 1), (158, 176, 0), (196, 118, 0), (240, 100, 0))
    for step, (x, y, squashed) in enumerate(frames):
        r = 25 + step * 2.2
        drawing += oval(x, y, r * (1.25 if squashed else 1), r * (0.72 if squashed else 1), (p.a, p.b)[step % 2])
    x, y = 240, 100
    face = (
        disc(x - 10, y - 8, 9, p.c)
        + disc(x + 16, y - 8, 9, p.c)
        + disc(x - 8, y - 7, 4, p.ink)
        + disc(x + 18, y - 7, 4, p.ink)
    )
    return drawing + face + thread(f"M{x - 12} {y + 12}q14 12 28 0", p.ink, 4, ends="round")


def creature(dice: Dice, p: Palette) -> str:
    """A large friendly somebody who looks in from below."""
    eyes = dice.pick(((0,), (-44, 44), (-44, 44), (-66, 0, 66)))
    ears = dice.pick(
        (
            disc(70, 110, 40, p.a) + disc(230, 110, 40, p.a) + disc(70, 110, 20, p.b) + disc(230, 110, 20, p.b),
            cut([(50, 160), (66, 42), (132, 104)], p.a) + cut([(250, 160), (234, 42), (168, 104)], p.a),
            thread("M108 96L82 34M192 96L218 34", p.a, 9) + disc(80, 30, 16, p.b) + disc(220, 30, 16, p.b),
        )
    )
    body = shape("M34 340V214C34 120 90 80 150 80S266 120 266 214V340Z", p.a)
    look = dice.between(-8, 8)
    gaze = "".join(disc(150 + at, 176, 33, p.c) + disc(150 + at + look, 180, 15, p.ink) for at in eyes)
    smile = thread("M104 250Q150 290 196 250", p.ink, 8, ends="round")
    teeth = cut([(128, 266), (148, 271), (136, 288)], p.c)
    return rays(150, 130, 12, p.b, dice.between(0, 30)) + ears + body + gaze + smile + teeth


def balloons(dice: Dice, p: Palette) -> str:
    """Balloons, and what they carry away."""
    strings, skins = "", ""
    for left, top in ((104, 96), (150, 70), (196, 96), (126, 140), (174, 142), (80, 138), (222, 140)):
        x, y = left + dice.between(-8, 8), top + dice.between(-8, 8)
        strings += f"M{x:.0f} {y + 30:.0f}L150 236"
        skins += oval(x, y, 29, 36, dice.pick((p.a, p.b, p.c)))
    load = (
        rect(122, 254, 56, 44, p.b)
        + cut([(112, 256), (188, 256), (150, 226)], p.ink)
        + rect(142, 270, 16, 28, p.ground)
    )
    return thread(strings, p.ink, 2) + skins + load


def kite(dice: Dice, p: Palette) -> str:
    """A kite above a small house."""
    x, y = dice.between(170, 220), dice.between(80, 110)
    sail = (
        cut([(0, -66), (46, 0), (0, 0)], p.a)
        + cut([(0, -66), (-46, 0), (0, 0)], p.b)
        + cut([(0, 84), (46, 0), (0, 0)], p.b)
    )
    sail += cut([(0, 84), (-46, 0), (0, 0)], p.a)
    string = thread(f"M{x - 20:.0f} {y + 78:.0f}C{x - 70:.0f} {y + 140:.0f} 150 190 92 262", p.ink, 3)
    house = rect(40, 244, 66, 50, p.c) + cut([(30, 246), (116, 246), (73, 206)], p.b) + rect(64, 262, 18, 32, p.ink)
    return (
        disc(70, 80, 38, p.c)
        + string
        + moved(sail, x, y, 1, 24)
        + hills(dice, 286, 10, p.a)
        + house
        + person(126, 292, 40, p.ink)
    )


def mesa(dice: Dice, p: Palette) -> str:
    """Table mountains, a cactus, a sun that has no mercy."""
    tables = cut([(-10, 262), (26, 168), (104, 168), (130, 262)], p.a) + cut(
        [(168, 262), (196, 196), (262, 196), (310, 262)], p.b
    )
    cactus = thread("M0 0V-112M0 -40H-34V-78M0 -58H32V-96", p.ink, 19, ends="round")
    drawing = (
        disc(dice.between(130, 190), 122, 76, p.c)
        + tables
        + rect(0, 258, WIDTH, 90, p.b)
        + moved(cactus, dice.between(200, 240), 300, 0.95)
    )
    return mirrored(drawing) if dice.roll() < 0.5 else drawing


def badge(dice: Dice, p: Palette) -> str:
    """A sheriff's star, not unscathed."""
    tips = "".join(disc(x, y, 15, p.a) for x, y in wheel(150, 165, 122, 5))
    x, y = dice.between(110, 190), dice.between(140, 200)
    hole = star(x, y, 30, 14, 9, p.ground, dice.between(0, 40)) + disc(x, y, 9, p.ink)
    return rays(150, 165, 16, p.c, 0) + star(150, 165, 124, 54, 5, p.a) + tips + ring(150, 165, 44, p.b, 6) + hole


def rider(dice: Dice, p: Palette) -> str:
    """A hat and a long shadow at the end of the street."""
    x = dice.between(130, 170)
    hat = oval(0, -118, 46, 10, p.ink) + shape("M-24 -118C-24 -150 -12 -152 0 -144C12 -152 24 -150 24 -118Z", p.ink)
    coat = shape("M-26 -96H26L44 6H14L4 -30H-4L-14 6H-44Z", p.ink) + disc(0, -106, 15, p.ink)
    shadow = cut([(x - 30, 262), (x + 30, 262), (x + 84, STAGE), (x - 84, STAGE)], p.b)
    fronts = cut([(0, 84), (70, 130), (70, 262), (0, 300)], p.b) + cut(
        [(300, 84), (230, 130), (230, 262), (300, 300)], p.b
    )
    return disc(150, 190, 106, p.a) + rect(0, 260, WIDTH, 90, p.c) + fronts + shadow + moved(hat + coat, x, 262, 1.12)


def columns(dice: Dice, p: Palette) -> str:
    """A temple's front."""
    drawing = cut([(24, 112), (276, 112), (150, 44)], p.a) + rect(24, 112, 252, 20, p.ink)
    broken = int(dice.between(0, 6))
    for column in range(5):
        x = 38 + column * 47
        top = dice.between(170, 220) if column == broken else 138
        drawing += (
            rect(x, top, 36, 270 - top, p.c)
            + rect(x + 8, top, 5, 270 - top, p.a)
            + rect(x + 22, top, 5, 270 - top, p.a)
        )
        drawing += rect(x - 4, 132, 44, 9, p.a) if column != broken else ""
    return (
        disc(150, 150, 118, p.b)
        + drawing
        + rect(20, 270, 260, 15, p.ink)
        + rect(4, 285, 292, 18, p.a)
        + rect(0, 303, WIDTH, 30, p.ink)
    )


def laurel(dice: Dice, p: Palette) -> str:
    """A wreath, and what it is given for."""
    leaves = ""
    for x, y in wheel(150, 168, 108, 20, 9):
        if y < 70:
            continue
        side = 1 if x > 150 else -1
        leaves += oval(x, y, 11, 26, p.a, side * (dice.between(14, 22)) + (y - 168) * side * 0.42) + oval(
            150 + (x - 150) * 0.84, 168 + (y - 168) * 0.84, 8, 18, p.b, -side * 34
        )
    crown = cut([(104, 204), (94, 122), (126, 158), (150, 106), (174, 158), (206, 122), (196, 204)], p.b) + rect(
        104, 210, 92, 15, p.b
    )
    shield = (
        shape("M98 108H202V168C202 216 172 236 150 248C128 236 98 216 98 168Z", p.c)
        + rect(144, 108, 12, 138, p.b)
        + rect(98, 156, 104, 12, p.b)
    )
    return leaves + (crown if dice.roll() < 0.5 else shield)


def shields(dice: Dice, p: Palette) -> str:
    """Spears and shields in a row, ready."""
    drawing = rays(150, 250, 14, p.c, 6)
    for spear in range(11):
        x = 10 + spear * 28
        top = dice.between(26, 96)
        drawing += rect(x - 2, top, 5, 300, p.ink) + cut(
            [(x - 9, top + 4), (x + 9, top + 4), (x + 0.5, top - 32)], p.ink
        )
    for shield in range(4):
        x = 24 + shield * 84
        drawing += (
            disc(x, 250, 52, p.ink)
            + disc(x, 250, 45, (p.a, p.b)[shield % 2])
            + star(x, 250, 34, 15, 8, p.ground)
            + disc(x, 250, 11, p.ink)
        )
    return drawing + rect(0, 302, WIDTH, 40, p.ink)


def hourglass(dice: Dice, p: Palette) -> str:
    """Time that runs out."""
    run = dice.between(0.2, 0.8)
    glass = shape(
        "M78 44H222C222 112 168 138 160 165C168 192 222 218 222 286H78C78 218 132 192 140 165C132 138 78 112 78 44Z",
        p.c,
    )
    top = 60 + 50 * run
    left = 84 + 30 * run
    upper = shape(
        f"M{left:.0f} {top:.0f}H{300 - left:.0f}C200 140 166 146 150 168C134 146 100 140 {left:.0f} {top:.0f}Z", p.a
    )
    left_slope = f"C124 {250 - 60 * run:.0f} {86 + 20 * (1 - run):.0f} {262 - 60 * run:.0f} 82 284Z"
    right_slope = f"C{214 - 20 * (1 - run):.0f} {262 - 60 * run:.0f} 176 {250 - 60 * run:.0f} 150 {236 - 50 * run:.0f}"
    lower = shape(f"M82 284H218{right_slope}{left_slope}", p.a)
    caps = rect(62, 26, 176, 20, p.ink) + rect(62, 284, 176, 20, p.ink)
    return disc(150, 165, 146, p.b) + glass + upper + lower + thread("M150 160V282", p.a, 5) + caps


def archive(dice: Dice, p: Palette) -> str:
    """A pile of papers and books that nobody has opened for long."""
    drawing, y = "", 292.0
    while y > 96:
        high, wide = dice.between(20, 40), dice.between(130, 210)
        x = 150 - wide / 2 + dice.between(-20, 20)
        fill = dice.pick((p.a, p.b, p.c))
        drawing += rect(x, y - high, wide, high - 2, fill)
        band = rect(x + 16, y - high, 9, high - 2, p.ink) + rect(x + wide - 25, y - high, 9, high - 2, p.ink)
        pages = rect(x + 6, y - high + 6, wide - 6, high - 14, p.ink) + thread(
            f"M{x + 6:.0f} {y - high / 2:.0f}H{x + wide:.0f}", fill, 2
        )
        drawing += band if dice.roll() < 0.6 else pages
        y -= high
    candle = rect(136, y - 44, 22, 44, p.ink) + shape(
        f"M147 {y - 86:.0f}C166 {y - 64:.0f} 160 {y - 48:.0f} 147 {y - 48:.0f}S128 {y - 64:.0f} 147 {y - 86:.0f}Z", p.b
    )
    return disc(150, y - 50, 96, p.c) + drawing + candle + rect(0, 292, WIDTH, 50, p.ink)
