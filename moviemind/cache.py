"""The cache that may go away: without Redis it forgets everything, and lets everybody pass."""

from typing import Any

from django_redis.cache import RedisCache


class ForgivingRedisCache(RedisCache):
    """django-redis with its exceptions ignored, and an `add` that succeeds while Redis is away.

    There `add` says None, which reads as "somebody else holds it"; locks built on it, such as those around allauth's
    rate limits, would then refuse every sign-in.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Whether the key was free; yes while there is no Redis to ask."""
        added = super().add(*args, **kwargs)
        return True if added is None else bool(added)
