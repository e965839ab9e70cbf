"""How a request body is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.conf import settings
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser


class TooLarge(APIException):
    """The body is larger than the site reads."""

    status_code = 413
    default_code = "too_large"
    field = "body"


class JSONParser(BaseParser):
    """JSON in UTF-8, whatever charset the caller names, and no larger than the site reads.

    DRF's own parser reads a body of any size, and a body nested a hundred thousand deep is a RecursionError to it.
    """

    media_type = "application/json"

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Read the body.

        Raises:
            ParseError: it is no JSON.
            TooLarge: it is more than DATA_UPLOAD_MAX_MEMORY_SIZE.
        """
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise TooLarge(f"at most {most} bytes")
        try:
            return json.loads(body.decode("utf-8"), parse_constant=_refuse)
        except UnicodeDecodeError as error:
            raise ParseError("not encoded in UTF-8") from error
        except RecursionError as error:
            raise ParseError("nested too deep") from error
        except ValueError as error:
            raise ParseError(f"no valid JSON: {error}") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")
