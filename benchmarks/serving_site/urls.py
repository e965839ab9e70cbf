"""The site's addresses and /bench/empty/."""

from django.urls import include, path
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


urlpatterns = [path("bench/empty/", Empty.as_view()), path("", include("moviemind.urls"))]
