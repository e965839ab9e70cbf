"""Signing a program in and out: a token is got for a password, used as a header, and revoked."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication, TokenAuthentication
from rest_framework.authtoken.models import Token
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from moviemind.api.answers import TokenShape
from moviemind.api.requests import SignInBody
from moviemind.api.throttling import GuessThrottle, SignInThrottle
from moviemind.api.views.base import ApiView, refusals


class WrongPassword(AuthenticationFailed):
    """Name and password do not belong together; which of the two is wrong is not said."""

    field = "password"

    def __init__(self) -> None:
        super().__init__("this name and this password do not belong together")


@method_decorator(never_cache, name="dispatch")
class MyToken(ApiView):
    """A member's one token."""

    authentication_classes = (TokenAuthentication,)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """None for signing in: a stale token in the header must not keep anyone from getting another."""
        return super().get_authenticators() if self.request and self.request.method == "DELETE" else [_Nobody()]

    def get_permissions(self) -> list[BasePermission]:
        """Anyone may sign in; only a member has a token to revoke."""
        return [IsAuthenticated() if self.request.method == "DELETE" else AllowAny()]

    def get_throttles(self) -> list[BaseThrottle]:
        """Signing in is throttled harder than all else."""
        usual = super().get_throttles()
        return [*usual, SignInThrottle(), GuessThrottle()] if self.request.method == "POST" else usual

    @extend_schema(
        operation_id="get_token",
        summary="Get my token",
        tags=["Token"],
        auth=[],
        request=SignInBody,
        responses={200: TokenShape, **refusals(400, 401, 415)},
    )
    def post(self, request: Request) -> Response:
        """Your token, for your name or e-mail address and your password. Send it as `Authorization: Token ...`.

        You have one token; asking again gives the same until it is revoked.
        """
        body = SignInBody().run_validation(request.data)
        member = authenticate(request._request, username=body["username"], password=body["password"])
        if member is None:
            GuessThrottle().count(request, self)
            raise WrongPassword
        token, _ = Token.objects.get_or_create(user=member)
        return Response({"token": token.key})

    @extend_schema(
        operation_id="revoke_token",
        summary="Revoke my token",
        tags=["Token"],
        responses={204: None, **refusals(401)},
    )
    def delete(self, request: Request) -> Response:
        """Revoke the token that this request was sent with."""
        assert isinstance(request.auth, Token)
        request.auth.delete()
        return Response(status=204)


class _Nobody(BaseAuthentication):
    """Authenticates nobody, but names the scheme, so that a wrong password is a 401."""

    def authenticate(self, request: Request) -> None:
        return None

    def authenticate_header(self, request: Request) -> str:
        return TokenAuthentication.keyword
