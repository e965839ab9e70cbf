"""The site's own settings, with the empty endpoint beside the real ones."""

import os

from moviemind.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.serving_site.urls"
if os.environ.get("BENCH_BARE"):  # what Django itself costs, with the middleware that startproject gives
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ]
