"""Members as a Django app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "moviemind.profiles"
    verbose_name = "Members"
