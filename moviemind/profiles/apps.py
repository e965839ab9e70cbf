"""Members as a Django app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """Name and title of the app."""

    name = "moviemind.profiles"
    verbose_name = "Members"
