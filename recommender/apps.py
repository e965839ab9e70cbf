"""The engine's Django side as an app."""

from django.apps import AppConfig


class RecommenderConfig(AppConfig):
    """Name and title of the app."""

    name = "recommender"
    verbose_name = "Recommendations"
