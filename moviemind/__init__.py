"""The site: settings, addresses, catalogue, members, pages and API."""

from moviemind.celery import app as celery_app

__all__ = ["celery_app"]
