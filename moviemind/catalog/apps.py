"""The catalogue as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Name and title of the app."""

    name = "moviemind.catalog"
    verbose_name = "Catalogue"
