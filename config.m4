dnl errnotice -- the extension's build: phpize, ./configure, make; in-tree or out of tree.
dnl
dnl Sources are listed one a line, wing by wing; tests/lint/sources compares
dnl the lists with the folders.

PHP_ARG_ENABLE([errnotice],
  [whether to enable errnotice],
  [AS_HELP_STRING([--enable-errnotice],
    [Report uncaught exceptions with configured codes to a Redis stream])],
  [yes])

PHP_ARG_ENABLE([errnotice-dev],
  [whether to turn errnotice's warnings into errors],
  [AS_HELP_STRING([--enable-errnotice-dev],
    [For developers: strict warnings, and every warning is an error])],
  [no], [no])

if test "$PHP_ERRNOTICE" != "no"; then
  PKG_CHECK_MODULES([HIREDIS], [hiredis >= 0.14])
  PHP_EVAL_INCLINE([$HIREDIS_CFLAGS])
  PHP_EVAL_LIBLINE([$HIREDIS_LIBS], [ERRNOTICE_SHARED_LIBADD])

  dnl Without OpenSSL rediss:// is refused, with a word why.
  errnotice_tls=
  PKG_CHECK_MODULES([OPENSSL], [openssl >= 1.1.1], [
    PHP_EVAL_INCLINE([$OPENSSL_CFLAGS])
    PHP_EVAL_LIBLINE([$OPENSSL_LIBS], [ERRNOTICE_SHARED_LIBADD])
    errnotice_tls=-DERRNOTICE_TLS
  ], [AC_MSG_RESULT([no: errnotice without TLS])])

  errnotice_sources=" \
    common/codes.c \
    common/err.c \
    common/event.c \
    common/event_pack.c \
    common/fingerprint.c \
    common/glob.c \
    common/json.c \
    common/names.c \
    common/percent.c \
    common/redis_redirect.c \
    common/redis_url.c \
    common/redis_url_parse.c \
    common/resp.c \
    common/scrub.c \
    common/scrub_form.c \
    common/scrub_text.c \
    common/scrub_url.c \
    common/scrub_value.c \
    common/spool_record.c \
    common/text.c \
    common/tls.c \
    common/uuid.c \
    ext/catcher.c \
    ext/counters.c \
    ext/draft.c \
    ext/errnotice.c \
    ext/incident.c \
    ext/ini.c \
    ext/ini_place.c \
    ext/ini_read.c \
    ext/log.c \
    ext/neighbours.c \
    ext/report.c \
    ext/status.c \
    ext/capture/answer.c \
    ext/capture/boundary.c \
    ext/capture/code.c \
    ext/capture/departure.c \
    ext/capture/detail.c \
    ext/capture/fate.c \
    ext/capture/filter.c \
    ext/capture/frames.c \
    ext/capture/handler.c \
    ext/capture/hook.c \
    ext/capture/ignored.c \
    ext/capture/overtake.c \
    ext/capture/raw.c \
    ext/capture/record.c \
    ext/capture/request.c \
    ext/capture/region.c \
    ext/capture/search.c \
    ext/capture/site.c \
    ext/capture/snapshot.c \
    ext/capture/suspended.c \
    ext/capture/trace.c \
    ext/capture/watch.c \
    ext/handover/batch.c \
    ext/handover/bequest.c \
    ext/handover/breaker.c \
    ext/handover/catches.c \
    ext/handover/channel.c \
    ext/handover/complaint.c \
    ext/handover/detour.c \
    ext/handover/exchange.c \
    ext/handover/heartbeat.c \
    ext/handover/limiter.c \
    ext/handover/link.c \
    ext/handover/lost.c \
    ext/handover/numbers.c \
    ext/handover/outbox.c \
    ext/handover/parcel.c \
    ext/handover/peer.c \
    ext/handover/process.c \
    ext/handover/resolve.c \
    ext/handover/shared.c \
    ext/handover/slot.c \
    ext/handover/socket.c \
    ext/handover/spool.c \
    ext/handover/tally.c \
    ext/handover/transport.c"

  dnl The engine loads modules RTLD_GLOBAL: hidden, so that get_module is the only export.
  errnotice_cflags="-std=gnu11 -fvisibility=hidden -I@ext_srcdir@ -DZEND_ENABLE_STATIC_TSRMLS_CACHE=1 $errnotice_tls"
  if test "$PHP_ERRNOTICE_DEV" != "no"; then
    errnotice_cflags="$errnotice_cflags -Wall -Wextra -Wshadow -Wstrict-prototypes \
      -Wpointer-arith -Wwrite-strings -Wvla -Wno-unused-parameter -Wno-sign-compare -Werror"
    dnl not over PHP's own headers: those of 8.5 shadow a name
    errnotice_cflags="$errnotice_cflags `echo "$INCLUDES" | sed 's/-I/-isystem /g'`"
  fi

  dnl A helper thread that resolves a name may outlive the module: the code stays mapped.
  ERRNOTICE_SHARED_LIBADD="$ERRNOTICE_SHARED_LIBADD -Wl,-z,nodelete -pthread"
  PHP_SUBST([ERRNOTICE_SHARED_LIBADD])

  PHP_NEW_EXTENSION([errnotice], [$errnotice_sources], [$ext_shared],, [$errnotice_cflags])
  PHP_ADD_BUILD_DIR([$ext_builddir/common])
  PHP_ADD_BUILD_DIR([$ext_builddir/ext])
  PHP_ADD_BUILD_DIR([$ext_builddir/ext/capture])
  PHP_ADD_BUILD_DIR([$ext_builddir/ext/handover])
fi
