/*
 * ini_table -- every directive, once: docs/ini.md says the same for people, and a lint compares the two.
 *
 * X(directive, default, scope, reader, target in struct errnotice_ini, lowest, highest)
 *
 * PERDIR directives may differ from request to request (.user.ini, .htaccess),
 * SYSTEM ones from pool to pool.  A reader is read_<name>() in ini_read.c; lowest
 * and highest bound numbers and the length of texts.
 */
#ifndef ERRNOTICE_INI_TABLE_H
#define ERRNOTICE_INI_TABLE_H

#define ERRNOTICE_DEFAULT_SCRUB                                                       \
	"password,passwd,pwd,secret,token,access_token,api_key,authorization,cookie," \
	"@mobile,@id,@card,@token"

/* clang-format off */
#define ERRNOTICE_DIRECTIVES(X)                                                                                \
	X(enable,         "1",                        PERDIR, flag,           enable,                  0, 0)           \
	X(codes,          "",                         PERDIR, codes,          settings.codes,          0, 0)           \
	X(ignore_codes,   "",                         PERDIR, codes,          settings.ignore_codes,   0, 0)           \
	X(classes,        "",                         PERDIR, names,          settings.classes,        0, 0)           \
	X(code_from,      "code",                     PERDIR, code_sources,   settings.code_from,      0, 0)           \
	X(ignore_classes, "auto",                     PERDIR, ignore_classes, settings,                0, 0)           \
	X(boundaries,     "auto",                     PERDIR, boundaries,     settings.boundaries,     0, 0)           \
	X(app,            "",                         PERDIR, label,          settings.app,            0, 64)          \
	X(environment,    "",                         PERDIR, label,          settings.environment,    0, 64)          \
	X(release,        "",                         PERDIR, label,          settings.release,        0, 64)          \
	X(trace_frames,   "20",                       PERDIR, number,         settings.trace_frames,   0, 100)         \
	X(request,        "1",                        PERDIR, flag,           settings.request,        0, 0)           \
	X(library_paths,  "/vendor/",                 PERDIR, text,           settings.library_paths,  0, 1023)        \
	X(scrub,          ERRNOTICE_DEFAULT_SCRUB,    PERDIR, scrub,          settings.scrub,          0, 0)           \
	X(redis,          "redis://127.0.0.1:6379/0", SYSTEM, redis,          endpoint.redis,          0, 0)           \
	X(stream,         "errnotice:events",         SYSTEM, text,           endpoint.stream,         1, 255)         \
	X(stream_limit,   "100000",                   SYSTEM, number,         endpoint.stream_limit,   1, 1000000000)  \
	X(slots,          "1024",                     SYSTEM, number,         slots,                   16, 65536)      \
	X(detail_limit,   "20",                       SYSTEM, number,         endpoint.detail_limit,   0, 1000000)     \
	X(heartbeat,      "60s",                      SYSTEM, seconds,        endpoint.heartbeat_s,    0, 86400)       \
	X(timeout,        "50",                       SYSTEM, milliseconds,   endpoint.timeout_ms,     1, 10000)       \
	X(spool,          "/var/spool/errnotice",     SYSTEM, folder,         spool.folder,            0, 255)         \
	X(spool_limit,    "64M",                      SYSTEM, bytes,          spool.limit,             0, LONG_MAX)
/* clang-format on */

enum errnotice_directive {
#define X(directive, text, scope, reader, target, low, high) ERRNOTICE_DIRECTIVE_##directive,
	ERRNOTICE_DIRECTIVES(X)
#undef X
		ERRNOTICE_DIRECTIVE_COUNT_
};

#endif
