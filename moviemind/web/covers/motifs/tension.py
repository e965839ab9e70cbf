"""Motifs under tension: action, crime, thriller, mystery, horror, film noir, war."""

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
    skyline,
    star,
    thread,
    wheel,
)


def burst(dice: Dice, p: Palette) -> str:
    """An explosion in three papers, somebody running from it."""
    x, y, points = dice.between(120, 180), dice.between(120, 150), int(dice.between(11, 17))
    drawing = star(x, y, 172, 104, points, p.c) + star(x, y, 126, 70, points, p.a, 9) + star(x, y, 76, 40, points, p.b)
    return drawing + rect(0, 286, WIDTH, 60, p.ink) + person(x - 52, 290, 92, p.ink)


def speed(dice: Dice, p: Palette) -> str:
    """Stripes that race past a wheel."""
    stripes, y = "", -80.0
    while y < 420:
        thick = dice.between(8, 34)
        stripes += rect(-160, y, 640, thick, dice.pick((p.a, p.b, p.c, p.ground)))
        y += thick + dice.between(4, 16)
    x, turn = dice.between(120, 180), dice.between(-32, -20)
    tyre = (
        disc(x, 180, 92, p.ink)
        + disc(x, 180, 60, p.ground)
        + star(x, 180, 60, 15, 5, p.a, turn)
        + disc(x, 180, 12, p.ink)
    )
    return f'<g transform="rotate({turn:.1f} 150 165)">{stripes}</g>' + tyre


def crosshair(dice: Dice, p: Palette) -> str:
    """A gun sight, and the one it has found."""
    x, y = dice.between(120, 180), dice.between(140, 180)
    marks = thread(f"M{x:.0f} {y - 146:.0f}V{y - 40:.0f}M{x:.0f} {y + 40:.0f}V{y + 146:.0f}", p.ink, 5)
    marks += thread(f"M{x - 146:.0f} {y:.0f}H{x - 40:.0f}M{x + 40:.0f} {y:.0f}H{x + 146:.0f}", p.ink, 5)
    return (
        disc(x, y, 118, p.a) + disc(x, y, 82, p.b) + person(x, y + 50, 96, p.ground) + ring(x, y, 118, p.ink, 7) + marks
    )


def leap(dice: Dice, p: Palette) -> str:
    """A city by night, and one light that looks for somebody."""
    x = dice.between(70, 230)
    beam = cut([(x, 300), (x - 120 if x > 150 else x + 50, -10), (x - 30 if x > 150 else x + 150, -10)], p.b)
    return (
        beam
        + disc(230 if x < 150 else 70, 74, 34, p.a)
        + skyline(dice, 300, 176, p.c)
        + skyline(dice, 330, 120, p.ink, p.a)
    )


def blinds(dice: Dice, p: Palette) -> str:
    """A hat behind venetian blinds."""
    x = dice.between(120, 185)
    hat = shape(
        "M-62 0C-66 -30 -56 -84 -34 -88C-14 -92 -10 -76 4 -78C22 -80 40 -92 52 -62C58 -42 60 -20 62 0Z", p.ground
    )
    head = hat + oval(0, 2, 106, 15, p.ground) + shape("M-46 6C-50 70 -30 104 0 108C30 104 50 70 46 6Z", p.ground)
    bust = shape("M-28 96V120C-90 130 -128 170 -132 260H132C128 170 90 130 28 120V96Z", p.ground)
    slats = "".join(rect(0, y, WIDTH, 11, p.c) for y in range(4, 330, 26))
    return rect(0, 0, WIDTH, STAGE, p.a) + disc(290 - x, 90, 46, p.b) + moved(head + bust, x, 128) + slats


def fingerprint(dice: Dice, p: Palette) -> str:
    """Loops of a fingerprint, one of them not like the others."""
    odd, lines = int(dice.between(2, 8)), ""
    for step in range(10):
        r = 12 + step * 13.5
        foot = 176 + r * 1.02
        end = foot - dice.between(0, 30)
        data = f"M{150 - r:.1f} {foot:.1f}V168A{r:.1f} {r * 1.06:.1f} 0 0 1 {150 + r:.1f} 168V{end:.1f}"
        lines += thread(data, p.b if step == odd else p.a, 7.5, ends="round", dashes=f"{dice.between(90, 240):.0f} 11")
    return lines


def bullet_holes(dice: Dice, p: Palette) -> str:
    """Glass that was shot through."""
    drawing = ""
    for x, y in (
        (dice.between(70, 120), dice.between(70, 120)),
        (dice.between(180, 230), dice.between(140, 190)),
        (110, 256),
    ):
        size = dice.between(0.6, 1.15)
        cracks = "".join(
            f"M0 0L{px:.0f} {py:.0f}l{dice.between(-26, 26):.0f} {dice.between(-26, 26):.0f}"
            for px, py in wheel(0, 0, dice.between(70, 110), 9, dice.between(0, 40))
        )
        hole = (
            thread(cracks, p.a, 3) + star(0, 0, 46, 20, 9, p.a, 12) + disc(0, 0, 17, p.ground) + ring(0, 0, 60, p.c, 2)
        )
        drawing += moved(hole, x, y, size)
    return rect(0, 0, WIDTH, STAGE, p.ground) + disc(150, 165, 128, p.b) + drawing


def vertigo(dice: Dice, p: Palette) -> str:
    """Squares that turn as they fall inwards."""
    turn, step_turn, drawing = dice.between(0, 45), dice.pick((-9, 9, 11, -12)), ""
    for step in range(13):
        side = 330 * 0.82**step
        square = rect(-side / 2, -side / 2, side, side, (p.a, p.ground, p.b, p.ground)[step % 4])
        drawing += moved(square, 150, 165, 1, turn + step * step_turn)
    return drawing


def falling(dice: Dice, p: Palette) -> str:
    """Someone small between two walls that close in."""
    lean = dice.between(20, 60)
    walls = cut([(0, 0), (112 + lean / 2, 0), (60, STAGE), (0, STAGE)], p.a)
    walls += cut([(300, 0), (226, 0), (150 + lean, STAGE), (300, STAGE)], p.b)
    stripes = "".join(thread(f"M0 {y}L120 {y - 46}", p.ground, 5) for y in range(20, 380, 34))
    return walls + stripes + f'<g transform="rotate(152 150 150)">{person(148, 196, 96, p.ink)}</g>'


def watching(dice: Dice, p: Palette) -> str:
    """An eye that takes up everything."""
    look = dice.between(-22, 22)
    lids = "M8 165C70 62 230 62 292 165C230 268 70 268 8 165Z"
    lashes = "".join(thread(f"M150 165L{x:.0f} {y:.0f}", p.a, 6) for x, y in wheel(150, 165, 158, 22) if y < 130)
    iris = disc(150 + look, 165, 68, p.a) + star(150 + look, 165, 66, 46, 18, p.b) + disc(150 + look, 165, 33, p.ground)
    return lashes + shape(lids, p.ink) + iris + disc(150 + look + 17, 148, 10, p.ink)


def keyhole(dice: Dice, p: Palette) -> str:
    """A keyhole, and light on the other side."""
    y = dice.between(112, 140)
    skirt = f"A62 62 0 0 1 184 {y + 52:.0f}L208 {y + 168:.0f}H92L116 {y + 52:.0f}"
    hole = f"M150 {y - 62:.0f}{skirt}A62 62 0 0 1 150 {y - 62:.0f}Z"
    return (
        rays(150, y, int(dice.between(9, 14)), p.c, dice.between(0, 30))
        + oval(150, y + 34, 116, 162, p.a)
        + shape(hole, p.ink)
        + person(150, y + 160, 104, p.ground if p.ground != p.ink else p.a)
    )


def labyrinth(dice: Dice, p: Palette) -> str:
    """Round walls with one gap each."""
    drawing = disc(150, 165, 140, p.a)
    for step in range(5):
        r = 128 - step * 26
        gap = dice.between(0, 360)
        around = 2 * math.pi * r
        circle = (
            f'<circle cx="150" cy="165" r="{r}" fill="none" stroke="{p.ground}" stroke-width="9" '
            f'stroke-dasharray="{around - 30:.1f} 30" transform="rotate({gap:.0f} 150 165)"/>'
        )
        drawing += circle
    return drawing + disc(150, 165, 11, p.b)


def magnifier(dice: Dice, p: Palette) -> str:
    """A lens over footprints."""
    turn, steps = dice.between(-24, 24), ""
    for step in range(7):
        x, y = 62 + step * 30, 300 - step * 44
        steps += oval(x + (12 if step % 2 else -12), y, 10, 19, p.c, 32) + oval(
            x + (3 if step % 2 else -21), y + 26, 8, 9, p.c, 32
        )
    lens = rect(-11, 84, 22, 116, p.ink, 11) + disc(0, 0, 90, p.ink) + disc(0, 0, 72, p.a)
    seen = oval(-8, -16, 24, 42, p.b, 32) + oval(-30, 40, 18, 19, p.b, 32)
    return steps + moved(lens, 158, 132, 1, -38 + turn / 2) + moved(seen, 162, 128)


def jaws(dice: Dice, p: Palette) -> str:
    """Teeth from above and below, and what is between them."""
    teeth, x = "", -14.0
    while x < 300:
        wide = dice.between(34, 52)
        teeth += cut([(x, 0), (x + wide, 0), (x + wide / 2, dice.between(74, 112))], p.ink)
        teeth += cut(
            [(x - 12, STAGE), (x + wide - 12, STAGE), (x + wide / 2 - 12, STAGE - dice.between(70, 104))], p.ink
        )
        x += wide
    return (
        rect(0, 0, WIDTH, STAGE, p.c)
        + oval(150, 165, 150, 126, p.a)
        + oval(150, 165, 96, 80, p.ground)
        + person(150, 208, 70, p.b)
        + rect(0, -4, WIDTH, 12, p.ink)
        + rect(0, STAGE - 8, WIDTH, 12, p.ink)
        + teeth
    )


def house_on_the_hill(dice: Dice, p: Palette) -> str:
    """A house, a moon, one window lit."""
    moon = dice.between(90, 210)
    house = shape("M-52 0V-74L-62 -74L-20 -118L-8 -104V-150L10 -174L28 -150V-74H40V0Z", p.ground) + rect(
        38, -52, 30, 52, p.ground
    )
    windows = rect(-34, -56, 15, 24, p.b) + rect(3, -128, 12, 18, p.b if dice.roll() < 0.5 else p.c)
    tree = thread("M0 0C-4 -50 8 -80 0 -128M0 -66L-34 -104M1 -86L30 -118M-17 -85L-22 -112M15 -102L34 -96", p.ground, 6)
    return (
        disc(moon, 120, 88, p.a)
        + shape("M0 330V286C80 240 200 236 300 292V330Z", p.c)
        + moved(house + windows, 152, 262, 1.08)
        + moved(tree, dice.pick((54, 248)), 290, 1.25)
    )


def drips(dice: Dice, p: Palette) -> str:
    """Something that runs down, and an eye in it."""
    data, x = "M0 0", 0.0
    while x < 300:
        wide, long = dice.between(20, 36), dice.between(90, 270)
        data += f"V{long:.0f}a{wide / 2:.1f} {wide / 2:.1f} 0 0 0 {wide:.1f} 0V{dice.between(54, 84):.0f}"
        gap = dice.between(10, 20)
        data += f"a{gap / 2:.1f} {gap / 2:.1f} 0 0 1 {gap:.1f} 0"
        x += wide + gap
    eyes = "".join(
        oval(150 + side * 46, 236, 26, 17, p.ink, side * 12) + disc(150 + side * 46, 238, 9, p.ground)
        for side in (-1, 1)
    )
    return disc(150, 236, 116, p.c) + eyes + shape(data + "V0Z", p.a)


def street_lamp(dice: Dice, p: Palette) -> str:
    """A lamp, its cone, a long shadow."""
    x = dice.pick((84, 100, 200, 216))
    side = 1 if x < 150 else -1
    cone = cut([(x, 74), (x + side * 150, 286), (x - side * 96, 286)], p.a) + oval(x + side * 27, 286, 124, 22, p.b)
    lamp = thread(f"M{x - side * 40} 330V96Q{x - side * 40} 56 {x} 58", p.ink, 6) + shape(
        f"M{x - 22} 78A22 22 0 0 1 {x + 22} 78Z", p.ink
    )
    shadow = cut(
        [(x + side * 40, 290), (x + side * 60, 290), (x + side * 150, STAGE), (x + side * 100, STAGE)], p.ground
    )
    bricks = "".join(
        rect(30 + (row % 2) * 22 + col * 52, 20 + row * 30, 34, 12, p.c) for row in range(3) for col in range(5)
    )
    return bricks + cone + shadow + person(x + side * 48, 294, 132, p.ground) + lamp


def searchlights(dice: Dice, p: Palette) -> str:
    """Beams that cross in a night sky, aircraft above."""
    beams = "".join(
        cut([(x - 8, 300), (x + 8, 300), (top + 40, -20), (top - 40, -20)], fill)
        for x, top, fill in ((70, dice.between(150, 250), p.b), (230, dice.between(40, 150), p.a))
    )
    plane = shape(
        "M0 -30C5 -30 6 -18 6 -10L44 8V16L6 10L4 26L14 34V38H-14V34L-4 26L-6 10L-44 16V8L-6 -10C-6 -18 -5 -30 0 -30Z",
        p.ink,
    )
    planes = moved(plane, dice.between(60, 110), 70, 0.8, 40) + moved(plane, dice.between(170, 230), 110, 1, 40)
    return beams + planes + hills(dice, 284, 10, p.c) + moved(plane, 150, dice.between(170, 200), 0.6, 40)


def barbed_wire(dice: Dice, p: Palette) -> str:
    """Wire across a red sun."""
    wires = ""
    for y in (92, 168, 244):
        sag = dice.between(-16, 22)
        wires += thread(f"M-10 {y}Q150 {y + sag:.0f} 310 {y}", p.ink, 5)
        for x in range(26, 300, 50):
            lift = y + sag * (1 - ((x - 150) / 160) ** 2) * 0.5
            wires += moved(thread("M-11 -11L11 11M11 -11L-11 11", p.ink, 4), x, lift)
    posts = "".join(rect(x, 40, 12, 300, p.ink) for x in (dice.between(30, 60), dice.between(230, 258)))
    return disc(150, dice.between(140, 180), 108, p.a) + rect(0, 284, WIDTH, 60, p.c) + posts + wires


def poppies(dice: Dice, p: Palette) -> str:
    """A field of poppies, rows of crosses behind."""
    crosses = ""
    for row in range(3):
        size = 0.55 + row * 0.25
        for column in range(7 - row):
            cross = rect(-4, -46, 8, 46, p.ink) + rect(-18, -36, 36, 8, p.ink)
            crosses += moved(cross, 24 + column * (42 + row * 9), 132 + row * 44, size)
    flowers = ""
    for _ in range(13):
        x, y, r = dice.between(6, 294), dice.between(236, 316), dice.between(13, 24)
        flowers += (
            thread(f"M{x:.0f} {y:.0f}v70", p.c, 4)
            + disc(x - r * 0.45, y, r, p.a)
            + disc(x + r * 0.45, y, r, p.a)
            + disc(x, y, r * 0.42, p.ground)
        )
    return disc(150, 96, 62, p.b) + crosses + hills(dice, 268, 12, p.c) + flowers


def parachutes(dice: Dice, p: Palette) -> str:
    """Parachutes over a dark land."""
    drawing = ""
    for x, y, size in (
        (76, 84, 0.7),
        (214, 64, 0.52),
        (dice.between(146, 176), 130, 1.25),
        (58, 196, 0.45),
        (250, 190, 0.6),
    ):
        lines = thread("M-52 0L0 66L52 0M-18 0L0 66L18 0", p.ink, 3)
        silk = shape("M-52 0A52 46 0 0 1 52 0Q35 -12 18 0Q0 -12 -18 0Q-35 -12 -52 0Z", dice.pick((p.a, p.b)))
        drawing += moved(lines + silk + person(0, 92, 30, p.ink), x, y, size)
    return drawing + hills(dice, 280, 18, p.c)
