"""`manage.py recommend TEXT`: ask from the shell; `--batch FILE` asks many times, a JSON line each."""

import json
import sys
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moviemind.profiles.models import Member
from recommender import encoding, service
from recommender.query.conversation import turns_of
from recommender.shapes import Request, RequestError


class Command(BaseCommand):
    """Answer one question for people, or many for programs. ONNX Runtime: a shell does not pay for compiling."""

    help = "Recommend films for a sentence, or for each line of a file."

    def add_arguments(self, parser: CommandParser) -> None:
        """A text or a file."""
        parser.add_argument("text", nargs="?", help="what you like, in your own words")
        parser.add_argument("--member", help="leave out what this member rated, saw, hid or listed")
        parser.add_argument("--limit", type=int, default=10)
        parser.add_argument("--json", action="store_true", help="the answer as one JSON object")
        parser.add_argument("--batch", metavar="FILE", help='JSON lines {"id", "text"} or {"id", "turns"}; - is stdin')

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer."""
        encoding.prefer("onnxruntime")
        member = self._member(options["member"])
        try:
            if options["batch"] is not None:
                self._batch(options["batch"], member, options["limit"])
            elif not (options["text"] or "").strip():
                raise CommandError("say what you like, or name a file with --batch")
            else:
                served = service.ask(Request(text=options["text"], limit=options["limit"]), member)
                self._print(served, as_json=options["json"])
        except RequestError as error:
            raise CommandError(str(error)) from None
        except service.IndexUnavailable as error:
            raise CommandError(f"{error}; run `manage.py rebuild_index --wait`") from None

    @staticmethod
    def _member(name: str | None) -> Member | None:
        if name is None:
            return None
        member = Member.objects.filter(username=name).first()
        if member is None:
            raise CommandError(f"there is no member {name!r}")
        return member

    def _print(self, served: service.Served, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(served.as_dict(), ensure_ascii=False))
            return
        answer = served.answer
        for title, near in answer.query.unknown:
            self.stdout.write(f"We do not know {title!r}{f'; did you mean {near}?' if near else '.'}")
        if answer.confidence == "none":
            self.stdout.write("Nothing matches well; these are well known:" if answer.picks else "No film matches.")
        for pick in answer.picks:
            reason = pick.reasons[0].text if pick.reasons else ""
            self.stdout.write(f"{pick.film.title} ({pick.film.year})  {reason}")

    def _batch(self, name: str, member: Member | None, limit: int) -> None:
        if name == "-":
            self._answer_lines(sys.stdin, member, limit)
            return
        try:
            with Path(name).open(encoding="utf-8", errors="surrogateescape") as lines:
                self._answer_lines(lines, member, limit)
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}") from None

    def _answer_lines(self, lines: TextIO, member: Member | None, limit: int) -> None:
        for line in lines:
            if line.strip():
                self.stdout.write(json.dumps(self._answer_line(line, member, limit)))

    @staticmethod
    def _answer_line(line: str, member: Member | None, limit: int) -> dict[str, Any]:
        asked_by = None
        try:
            asked = _read_line(line)
            asked_by = asked.get("id")
            if "turns" in asked:
                served = service.converse(turns_of(asked["turns"]), member, limit=limit)
            else:
                served = service.ask(Request(text=_text(asked), limit=limit), member)
        except RequestError as error:
            return {"id": asked_by, "error": {"field": error.field, "reason": error.reason}}
        return {"id": asked_by, **served.as_dict()}


def _read_line(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError:
        raise RequestError("line", "not JSON") from None
    if not isinstance(asked, dict):
        raise RequestError("line", "not a JSON object")
    return asked


def _text(asked: dict[str, Any]) -> str:
    text = asked.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RequestError("text", "a text is needed")
    return text
