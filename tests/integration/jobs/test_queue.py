"""The embedded queue and Redis keep the same promises; every process of an installation shares one."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoRedis

from app.config import ROOT, Settings
from app.jobs import queue as queues
from app.jobs.queue import JobQueue, queue_file

BASE = Settings.from_environment({"SOUK_ENV": "sandbox"})


@pytest.fixture(params=["sqlite", "redis"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    if request.param == "sqlite":
        yield replace(BASE, database_url=f"sqlite:///{tmp_path}/shop.db")
        return
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server on this machine")
    place = tmp_path / "redis.sock"
    server = subprocess.Popen(  # noqa: S603  # the machine's own program
        [program, "--port", "0", "--unixsocket", str(place), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    url = f"unix://{place}"
    try:
        _wait_for(url)
        yield replace(BASE, redis_url=url)
    finally:
        server.terminate()
        server.wait(10)


def _wait_for(url: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            with Redis.from_url(url) as server:
                server.ping()
                return
        except NoRedis:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def opened(settings: Settings) -> JobQueue:
    return JobQueue(queues._open(settings))


def test_what_one_process_asks_for_another_does_once(settings: Settings) -> None:
    asking, doing = opened(settings), opened(settings)
    done: list[str] = []
    doing.perform = done.append

    assert [asking.put("messages"), asking.put("messages"), asking.put("sweep")] == [True, False, True]
    assert doing.waiting() == ["messages", "sweep"]
    while (task := doing.huey.dequeue()) is not None:
        doing.huey.execute(task)

    assert done == ["messages", "sweep"]
    assert asking.waiting() == []
    assert asking.put("messages")
    for queue in (asking, doing):
        queue.close()


def test_the_embedded_queue_is_beside_its_database_and_never_another_ones() -> None:
    places = {
        url: queue_file(replace(BASE, database_url=url))
        for url in ("sqlite:////data/shop.db", "postgresql+psycopg://h/one", "postgresql+psycopg://h/two")
    }
    assert places["sqlite:////data/shop.db"] == Path("/data/shop-jobs.db")
    assert len(set(places.values())) == 3
    assert places["postgresql+psycopg://h/one"].parent == ROOT / "var"
