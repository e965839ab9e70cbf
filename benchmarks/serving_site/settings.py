"""The site's own settings, with the empty endpoint beside the real ones; with BENCH_BARE that one in a bare Django."""

import os

from moviemind.settings import *  # noqa: F403
from moviemind.settings import INSTALLED_APPS as SITE_APPS

ROOT_URLCONF = "benchmarks.serving_site.urls"
if os.environ.get("BENCH_BARE"):  # what Django itself costs, with the middleware that startproject gives
    INSTALLED_APPS = [app for app in SITE_APPS if not app.startswith("allauth")]  # allauth insists on its middleware
    AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
