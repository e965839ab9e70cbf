"""The catalogue as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "moviemind.catalog"
    verbose_name = "Catalogue"
