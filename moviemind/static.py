"""Static files under hashed names, and pages that do without them."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ForgivingStaticStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage; before `collectstatic` has run, a page names its files plainly instead of failing."""

    def hashed_name(self, name: str, *args: Any, **kwargs: Any) -> str:
        """The name with its hash, or the name alone where there is no such file yet."""
        try:
            return str(super().hashed_name(name, *args, **kwargs))
        except ValueError:
            return name
