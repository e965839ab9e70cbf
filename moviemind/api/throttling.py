"""Against guessing passwords. The general throttles are DRF's own; settings name their rates.

Both count in the cache. While that is away nothing is counted and nobody is kept out.
"""

from __future__ import annotations

from hashlib import sha256

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class SignInThrottle(SimpleRateThrottle):
    """Every try of one address, right or wrong: a password costs the server a third of a second to check."""

    scope = "sign-in"
    rate = "30/minute"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """By address."""
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class GuessThrottle(SimpleRateThrottle):
    """Wrong passwords for one name, from wherever they come; right ones are not counted."""

    scope = "guess"
    rate = "20/hour"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """By name, hashed: a cache key takes no spaces, and a name is nobody's business there."""
        name = request.data.get("username") if isinstance(request.data, dict) else None
        if not isinstance(name, str):
            return None
        digest = sha256(name.strip().casefold().encode("utf-8", "replace")).hexdigest()
        return self.cache_format % {"scope": self.scope, "ident": digest}

    def throttle_success(self) -> bool:
        """Let it through without counting: whether it is a guess is not known yet."""
        return True

    def count(self, request: Request, view: APIView) -> None:
        """Count a wrong password."""
        if self.allow_request(request, view) and self.key is not None:
            super().throttle_success()
