"""The house alphabet: condensed marquee capitals with a low waist, drawn as single strokes.

Every glyph stands on a box 100 units high, its stroke's centre line given as SVG path data with absolute commands; ends
that run past the box are cut off flat by the line's own viewport. Drawing letters ourselves makes a title look the same
on every machine, and its width is known exactly, so it always fits.
"""

from __future__ import annotations

import unicodedata

HEIGHT = 100
STROKE = 16
SPACE = 26
TRACKING = 9  # between two letters

# letter -> (advance width, path data)
GLYPHS: dict[str, tuple[int, str]] = {
    "A": (60, "M8 110L30 -14L52 110M15 70H45"),
    "B": (52, "M8 56H24A20 20 0 0 0 44 36V28A20 20 0 0 0 24 8H8V92H26A18 18 0 0 0 26 56"),
    "C": (50, "M42 34V25A17 17 0 0 0 8 25V75A17 17 0 0 0 42 75V66"),
    "D": (52, "M8 8V92H22A22 22 0 0 0 44 70V30A22 22 0 0 0 22 8Z"),
    "E": (42, "M40 8H8V92H40M8 56H34"),
    "F": (41, "M40 8H8V100M8 56H34"),
    "G": (51, "M43 34V25.5A17.5 17.5 0 0 0 8 25.5V74.5A17.5 17.5 0 0 0 43 74.5V58H26"),
    "H": (54, "M8 0V100M46 0V100M8 56H46"),
    "I": (16, "M8 0V100"),
    "J": (42, "M34 0V79A13 13 0 0 1 8 79V70"),
    "K": (54, "M8 0V100M48 -12L8 64M22 40L50 112"),
    "L": (40, "M8 0V92H39"),
    "M": (70, "M8 110V-24L35 72L62 -24V110"),
    "N": (56, "M8 110V-22L48 122V-10"),
    "O": (52, "M8 26A18 18 0 0 1 44 26V74A18 18 0 0 1 8 74Z"),
    "P": (51, "M8 100V8H25A18 18 0 0 1 43 26V42A18 18 0 0 1 25 60H8"),
    "Q": (52, "M8 26A18 18 0 0 1 44 26V74A18 18 0 0 1 8 74ZM28 70L46 104"),
    "R": (53, "M8 100V8H25A18 18 0 0 1 43 26V40A18 18 0 0 1 25 58H8M25 56L47 112"),
    "S": (48, "M40 32V24A16 16 0 0 0 8 24V28C8 50 40 50 40 72V76A16 16 0 0 1 8 76V68"),
    "T": (44, "M0 8H44M22 8V100"),
    "U": (52, "M8 0V74A18 18 0 0 0 44 74V0"),
    "V": (58, "M7 -10L29 114L51 -10"),
    "W": (86, "M8 -10L26 116L43 -6L60 116L78 -10"),
    "X": (58, "M6 -12L52 112M52 -12L6 112"),
    "Y": (56, "M5 -14L28 58L51 -14M28 54V100"),
    "Z": (46, "M4 8H38L8 92H43"),
    "0": (50, "M8 25A17 17 0 0 1 42 25V75A17 17 0 0 1 8 75Z"),
    "1": (32, "M3 28L22 6V100"),
    "2": (48, "M8 32V24A16 16 0 0 1 40 24V30C40 56 8 60 8 92H44"),
    "3": (48, "M8 30V24A16 16 0 0 1 40 24V34A14 14 0 0 1 26 48H20M26 48A14 14 0 0 1 40 62V76A16 16 0 0 1 8 76V69"),
    "4": (54, "M38 100V-8L9 71H52"),
    "5": (48, "M41 8H9V46H24A16 16 0 0 1 40 62V76A16 16 0 0 1 8 76V69"),
    "6": (48, "M40 30V24A16 16 0 0 0 8 24V76A16 16 0 0 0 40 76V60A16 16 0 0 0 8 60"),
    "7": (46, "M2 8H38L16 108"),
    "8": (48, "M24 48A14 14 0 0 1 10 34V22A14 14 0 0 1 38 22V34A14 14 0 0 1 24 48"
              "A16 16 0 0 1 40 64V76A16 16 0 0 1 8 76V64A16 16 0 0 1 24 48Z"),
    "9": (48, "M8 70V76A16 16 0 0 0 40 76V24A16 16 0 0 0 8 24V40A16 16 0 0 0 40 40"),
    ".": (16, "M0 92H16"),
    ",": (16, "M0 92H16"),
    ":": (16, "M0 42H16M0 92H16"),
    ";": (16, "M0 42H16M0 92H16"),
    "'": (16, "M8 0V30"),
    '"': (40, "M8 0V30M32 0V30"),
    "-": (34, "M2 56H32"),
    "!": (16, "M8 0V68M0 92H16"),
    "?": (48, "M8 32V24A16 16 0 0 1 40 24V32C40 50 24 50 24 70M16 92H32"),
    "&": (62, "M56 106L14 36C4 18 16 8 26 8C38 8 46 22 32 38L20 50C8 60 6 74 12 82C22 98 46 92 50 58"),
    "(": (28, "M24 -6C4 20 4 80 24 106"),
    ")": (28, "M4 -6C24 20 24 80 4 106"),
    "/": (46, "M4 112L42 -12"),
    "+": (46, "M4 56H42M23 37V75"),
    "*": (44, "M22 4V44M5 14L39 34M39 14L5 34"),
    "#": (62, "M22 0L14 100M48 0L40 100M4 34H60M2 68H58"),
    "$": (48, "M40 32V24A16 16 0 0 0 8 24V28C8 50 40 50 40 72V76A16 16 0 0 1 8 76V68M24 -4V104"),
    "%": (72, "M12 104L60 -4M18 12A8 8 0 0 1 18 34A8 8 0 0 1 18 12M54 66A8 8 0 0 1 54 88A8 8 0 0 1 54 66"),
}  # fmt: skip

# What stands above (or under) a letter, around x = 0; drawn outside the clipped line.
MARKS: dict[str, str] = {
    "\u0300": "M-12 -30L6 -14",  # grave
    "\u0301": "M12 -30L-6 -14",  # acute
    "\u0302": "M-15 -13L0 -28L15 -13",  # circumflex
    "\u0303": "M-17 -16C-8 -32 8 -8 17 -24",  # tilde
    "\u0304": "M-15 -20H15",  # macron
    "\u0306": "M-14 -28C-10 -14 10 -14 14 -28",  # breve
    "\u0307": "M-7 -20H7",  # dot above
    "\u0308": "M-18 -20H-6M6 -20H18",  # diaeresis
    "\u030a": "M0 -32A9 9 0 0 1 0 -13A9 9 0 0 1 0 -32",  # ring
    "\u030b": "M-4 -30L-14 -14M14 -30L4 -14",  # double acute
    "\u030c": "M-15 -28L0 -13L15 -28",  # caron
    "\u0327": "M2 96V106L-6 120",  # cedilla
    "\u0328": "M4 96L-2 110L8 118",  # ogonek
}
# What hangs below a glyph of its own, around the glyph's middle; drawn like the marks.
TAILS: dict[str, str] = {",": "M4 92L-5 120", ";": "M4 92L-5 120"}
_SPELLED = str.maketrans({
    "Æ": "AE", "Œ": "OE", "Ø": "O", "Ł": "L", "Đ": "D", "Þ": "TH", "ẞ": "SS", "½": " 1/2", "’": "'", "‘": "'", "´": "'",
    "`": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-", "·": "-", "…": "...", "×": "X", "[": "(",
    "]": ")", "_": "-", "\xa0": " ", "@": "A",
})  # fmt: skip


def spell(text: str) -> str:
    """The text in capitals and marks that the alphabet has words for; other characters stay as they are."""
    capitals = unicodedata.normalize("NFC", text).upper().translate(_SPELLED)
    return " ".join(unicodedata.normalize("NFKD", capitals).split())


def can_write(text: str) -> bool:
    """Whether every character of the text is in the alphabet."""
    return all(char == " " or char in GLYPHS or char in MARKS for char in spell(text))


def width(text: str) -> int:
    """The width of a spelled line, for letters 100 high."""
    total = 0
    for char in text:
        if char == " ":
            total += SPACE
        elif char in GLYPHS:
            total += GLYPHS[char][0] + TRACKING
    return max(total - TRACKING, 1)
