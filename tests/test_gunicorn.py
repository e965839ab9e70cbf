"""How connections are shared out among the web processes."""

from types import SimpleNamespace
from typing import Any

import pytest

from moviemind import gunicorn


class Asked:
    """A request as gunicorn's hooks see it."""

    last = False

    def force_close(self) -> None:
        self.last = True


@pytest.mark.parametrize(("processes", "closed"), [(2, True), (1, False)])
def test_of_two_requests_at_once_the_later_is_the_last_of_its_connection(processes: int, closed: bool) -> None:
    worker: Any = SimpleNamespace(cfg=SimpleNamespace(workers=processes))
    first, second, third = Asked(), Asked(), Asked()
    gunicorn.pre_request(worker, first)
    gunicorn.pre_request(worker, second)
    gunicorn.post_request(worker, second, {}, None)
    gunicorn.post_request(worker, first, {}, None)
    gunicorn.pre_request(worker, third)
    gunicorn.post_request(worker, third, {}, None)
    assert [first.last, second.last, third.last] == [False, closed, False]
