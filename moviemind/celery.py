"""The Celery application. Beat only asks; what there is to do stands in the database."""

import os

from celery import Celery
from celery.schedules import crontab
from kombu.transport.redis import Channel

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "moviemind.settings")

# When the connection to Redis is lost, kombu 5.7 would hand unread messages back over that connection, and the error
# that this gives ends the worker. They can be lost: what there is to do stands in the database.
Channel.do_restore = False

app = Celery("moviemind")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # A message that no worker took in time is dropped: the next one asks the same.
    "drain the change log": {"task": "recommender.drain_change_log", "schedule": 1.0, "options": {"expires": 2}},
    "go on with a rebuild": {"task": "recommender.continue_rebuild", "schedule": 2.0, "options": {"expires": 4}},
    "learn when many ratings are new": {
        "task": "recommender.learn_when_due",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "forget old impressions": {
        "task": "recommender.prune_impressions",
        "schedule": crontab(minute="17"),
        "options": {"expires": 600},
    },
    "rebuild at night": {"task": "recommender.request_nightly_rebuild", "schedule": crontab(hour="3", minute="30")},
}
