"""The Celery application. Beat only asks; what there is to do stands in the database."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviemind.settings")

app = Celery("moviemind")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
