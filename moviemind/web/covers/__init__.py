"""Drawn covers, and the alphabet that they and our headings are lettered in."""

from moviemind.web.covers.alphabet import can_write, spell
from moviemind.web.covers.cover import cover_svg, cover_version
from moviemind.web.covers.lettering import Line, line

__all__ = ["Line", "can_write", "cover_svg", "cover_version", "line", "spell"]
