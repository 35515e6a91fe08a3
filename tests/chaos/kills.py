"""kills -- consumers, their store, or both killed with -9 again and again while events are counted.

One consumer on a file, three on a MariaDB.  Every portion of events appears in one
moment; when three quarters of it are left the victims of the seed are killed, a random
moment later, and started again.  After each kill the store's own books must
hold the law; after the last one they must say what was thrown, once.
"""
import itertools
import random
import time

from support.mariadb import MariaDb
from support.stream import KEY, event
from support.wait import wait_until
from e2e.room import CODES, Room, stored_law
from estate import CONSUMERS

BATCH = 100
PHASE_S = 0.02                 # a batch takes less: any moment of it may be the last


class Kills:
    def __init__(self, folder, store, victims, seed, tell=print):
        """`store`: sqlite or mariadb; `victims`: consumer, store or both."""
        self._room = Room(folder, settings=["appendfsync always"])
        self._server = MariaDb(folder, database="dbstatis") if store == "mariadb" else None
        if victims != "consumer" and not self._server:
            raise ValueError("a file has no server that could be killed")
        self._kills_store, self._kills_consumer = victims != "consumer", victims != "store"
        self._dice = random.Random(seed)
        self._tell = tell
        self._codes = itertools.cycle(CODES)
        sections = {"queue": {"batch": str(BATCH), "claim_after": "1s"}}
        if self._server:
            sections["store"] = {"url": self._server.url}
        self.consumers = [self._room.another(f"consumer-{n}", sections) for n in range(CONSUMERS[store])]
        self.late = 0          # kills that came when the stream was empty again

    def run(self, kills, events):
        """Returns the law; raises if the books are not exact."""
        if self._server:
            self._server.start().restart()
        self._room.redis.start()
        self._room.dingtalk.start()
        self._room.consumer = self.consumers[0]
        for consumer in self.consumers:
            consumer.start()
        for number in range(kills):
            self._one(events * (number + 1) // kills - self._room.total)
            if (number + 1) % 10 == 0:
                self._tell(f"{number + 1} kills, {self._room.total} events, {self._room.left} of them on the stream")
        return self._exact()

    def _one(self, portion):
        """So many events, a kill among them, and everything started again."""
        room = self._room
        victims = [self._dice.choice(self.consumers)] if self._kills_consumer else []
        phase = self._dice.random() * PHASE_S
        room.throw([event(code=next(self._codes)) for _ in range(portion)], at_once=True)
        wait_until(lambda: room.left < portion * 3 // 4, 120, "progress", pause=0.001)
        time.sleep(phase)
        for victim in ([self._server] if self._kills_store else []) + victims:
            victim.kill()
        self.late += not room.left
        if self._kills_store:
            self._server.start()
        stored_law(self.consumers[0])
        for victim in victims:
            victim.start(ready=False)

    def _exact(self):
        room = self._room
        room.drained(300)
        for consumer in self.consumers:
            room.check_exact(consumer)
        assert room.redis.client().xpending(KEY, "errnotice")["pending"] == 0
        assert self.consumers[0].query("SELECT COUNT(*) AS n FROM errnotice_seen")[0]["n"] == room.total
        return stored_law(self.consumers[0])

    def duplicates(self):
        """Entries that were committed, not acknowledged, and came again."""
        return self.consumers[0].metrics().sum("duplicates_total")

    def stop(self):
        for consumer in self.consumers:
            if consumer is not self._room.consumer:
                consumer.stop()
        self._room.stop()
        if self._server and self._server.running:
            self._server.stop()
