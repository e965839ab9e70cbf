"""The site's addresses and /bench/empty/, or that one alone."""

import os

from django.urls import URLPattern, URLResolver, include, path
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class Empty(APIView):
    """Authenticated, throttled, and nothing else."""

    permission_classes = (IsAuthenticated,)

    def get(self, request: Request) -> Response:
        """Say nothing."""
        return Response({})


urlpatterns: list[URLPattern | URLResolver] = [path("bench/empty/", Empty.as_view())]
if not os.environ.get("BENCH_BARE"):
    urlpatterns.append(path("", include("moviemind.urls")))
