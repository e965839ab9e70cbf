"""What members' tastes mean to the engine of this process, kept by member, taste version and index version.

No answer is kept, nor any part of one: exclusions, filters, controls, rules, score and reasons are new each time.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from moviemind.profiles.models import Member
from recommender.engine import Engine
from recommender.ranking import Profile
from recommender.taste import taste_of

KEPT = 512  # members

Key = tuple[int, int, str, int]

_kept: OrderedDict[Key, Profile] = OrderedDict()
_lock = Lock()


def profile_of(member: Member, engine: Engine) -> Profile:
    """The member's taste, read against the engine's library."""
    library = engine.library
    key = (member.pk, member.taste_version, library.manifest.version, library.version)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    profile = engine.profile(taste_of(member))
    with _lock:
        _kept[key] = profile
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    return profile
