test_tally: test_tally.c ../../tests/handover/support/sender.h \
 ../../ext/handover/outbox.h ../../ext/handover/endpoint.h \
 ../../common/redis_url.h ../../common/err.h ../../ext/handover/spool.h \
 ../../ext/handover/shared.h ../../ext/counters.h \
 ../../ext/handover/catches.h ../../common/span.h \
 ../../ext/handover/complaint.h ../../ext/handover/limiter.h \
 ../../ext/handover/peer.h ../../common/loss.h \
 ../../ext/handover/breaker.h ../../ext/handover/slot.h \
 ../../common/event_pack.h ../../common/event.h \
 ../../ext/handover/tally.h ../../tests/handover/support/server.h \
 ../../tests/handover/support/tree.h
../../tests/handover/support/sender.h:
../../ext/handover/outbox.h:
../../ext/handover/endpoint.h:
../../common/redis_url.h:
../../common/err.h:
../../ext/handover/spool.h:
../../ext/handover/shared.h:
../../ext/counters.h:
../../ext/handover/catches.h:
../../common/span.h:
../../ext/handover/complaint.h:
../../ext/handover/limiter.h:
../../ext/handover/peer.h:
../../common/loss.h:
../../ext/handover/breaker.h:
../../ext/handover/slot.h:
../../common/event_pack.h:
../../common/event.h:
../../ext/handover/tally.h:
../../tests/handover/support/server.h:
../../tests/handover/support/tree.h:
