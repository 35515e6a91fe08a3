#include "php.h"
#include "php_ini.h"

#include "ext/compat.h"
#include "ext/errnotice.h"
#include "ext/ini.h"
#include "ext/ini_place.h"
#include "ext/ini_read.h"

/* Of the whole process tree, set before it forks. */
static struct errnotice_err given_up;

static ZEND_INI_MH(on_change)
{
	struct errnotice_ini *ini = &ERRNOTICE_G(ini);
	enum errnotice_directive directive = (enum errnotice_directive)(uintptr_t)mh_arg1;
	struct errnotice_span text = errnotice_span("", 0);

	if (new_value)
		text = errnotice_span(ZSTR_VAL(new_value), ZSTR_LEN(new_value));
	ini->text[directive] = text;
	if (errnotice_ini_rows[directive].system)
		ini->endpoint_stale = true;
	else
		ini->settings_stale = true;
	return SUCCESS;
}

/* The table of phpinfo(): where Redis is, never how to log in. */
static ZEND_INI_DISP(show_redis)
{
	zend_string *value = type == ZEND_INI_DISPLAY_ORIG && ini_entry->modified ? ini_entry->orig_value
										  : ini_entry->value;
	struct errnotice_redis_url url;
	char text[400] = "(not valid)";

	if (value && errnotice_redis_url_parse(&url, ZSTR_VAL(value), NULL))
		errnotice_redis_url_show(&url, text, sizeof(text));
	PHPWRITE(text, strlen(text));
}

static const zend_ini_entry_def entries[] = {
#define PERDIR (ZEND_INI_PERDIR | ZEND_INI_SYSTEM)
#define SYSTEM ZEND_INI_SYSTEM
#define X(directive, text, scope, reader, target, low, high)             \
	ZEND_INI_ENTRY1("errnotice." #directive, text, scope, on_change, \
		(void *)(uintptr_t)ERRNOTICE_DIRECTIVE_##directive)
	ERRNOTICE_DIRECTIVES(X)
#undef X
#undef SYSTEM
#undef PERDIR
		{0},
};

void errnotice_ini_register(int module_number, int type)
{
	zend_register_ini_entries_ex(entries, module_number, type);
	zend_ini_register_displayer(ZEND_STRL("errnotice.redis"), show_redis);
	zend_ini_register_displayer(ZEND_STRL("errnotice.enable"), zend_ini_boolean_displayer_cb);
	zend_ini_register_displayer(ZEND_STRL("errnotice.request"), zend_ini_boolean_displayer_cb);
}

void errnotice_ini_unregister(int module_number, int type)
{
	zend_unregister_ini_entries_ex(module_number, type);
}

/* -- refusals ------------------------------------------------------------ */

/* One line for a person: directive, fault, value (never that of a secret), place. */
static void describe(struct errnotice_err *line, struct errnotice_ini *ini,
	enum errnotice_directive directive, const char *fault)
{
	struct errnotice_span text = ini->text[directive];
	char name[64], place[200], value[96] = "";

	snprintf(name, sizeof(name), "errnotice.%s", errnotice_ini_rows[directive].name);
	errnotice_ini_place(place, sizeof(place), name, text);
	if (directive != ERRNOTICE_DIRECTIVE_redis)
		snprintf(value, sizeof(value), " \"%.*s\"%s", text.len < 60 ? (int)text.len : 60,
			text.len ? text.data : "", text.len > 60 ? "..." : "");
	line->text[0] = '\0';
	errnotice_err_set(line, "%s%s: %.200s (%s)", name, value, fault, place);
}

static bool read_group(struct errnotice_ini *ini, bool system, struct errnotice_err *refusal)
{
	refusal->text[0] = '\0';
	for (int i = 0; i < ERRNOTICE_DIRECTIVE_COUNT_; i++) {
		struct errnotice_err fault = {.text = ""};

		if (errnotice_ini_rows[i].system != system || errnotice_ini_read(ini, i, &fault))
			continue;
		describe(refusal, ini, i, fault.text);
		return false;
	}
	return true;
}

static void compile_settings(struct errnotice_ini *ini)
{
	errnotice_settings_clear(&ini->settings);
	ini->settings_usable = read_group(ini, false, &ini->settings_refusal);
	ini->settings_stale = false;
}

static void compile_endpoint(struct errnotice_ini *ini)
{
	ini->endpoint_usable = read_group(ini, true, &ini->endpoint_refusal);
	ini->endpoint_stale = false;
}

static struct errnotice_ini *compiled(void)
{
	struct errnotice_ini *ini = &ERRNOTICE_G(ini);

	if (UNEXPECTED(ini->settings_stale))
		compile_settings(ini);
	if (UNEXPECTED(ini->endpoint_stale))
		compile_endpoint(ini);
	return ini;
}

/* -- what the others ask ------------------------------------------------- */

static bool wants(const struct errnotice_ini *ini)
{
	return ini->enable
	       && !(errnotice_codes_empty(ini->settings.codes)
		       && errnotice_names_empty(ini->settings.classes));
}

const struct errnotice_settings *errnotice_settings(void)
{
	const struct errnotice_ini *ini = compiled();

	if (given_up.text[0] || !ini->settings_usable || !ini->endpoint_usable || !wants(ini))
		return NULL;
	return &ini->settings;
}

const struct errnotice_endpoint *errnotice_endpoint(void)
{
	const struct errnotice_ini *ini = compiled();

	return ini->endpoint_usable ? &ini->endpoint : NULL;
}

const struct errnotice_spool_place *errnotice_spool_place(void)
{
	const struct errnotice_ini *ini = compiled();

	return ini->endpoint_usable ? &ini->spool : NULL;
}

uint32_t errnotice_ini_slots(void)
{
	struct errnotice_err fault = {.text = ""};
	struct errnotice_ini *ini = &ERRNOTICE_G(ini);

	if (!errnotice_ini_read(ini, ERRNOTICE_DIRECTIVE_slots, &fault))
		return (uint32_t)errnotice_ini_rows[ERRNOTICE_DIRECTIVE_slots].low;
	return (uint32_t)ini->slots;
}

enum errnotice_ini_state errnotice_ini_state(void)
{
	const struct errnotice_ini *ini = compiled();

	if (given_up.text[0] || !ini->settings_usable || !ini->endpoint_usable)
		return ERRNOTICE_INI_REFUSED;
	if (!ini->enable)
		return ERRNOTICE_INI_DISABLED;
	return wants(ini) ? ERRNOTICE_INI_REPORTS : ERRNOTICE_INI_EMPTY;
}

const char *errnotice_ini_refusal(void)
{
	const struct errnotice_ini *ini = compiled();

	if (given_up.text[0])
		return given_up.text;
	return ini->settings_refusal.text[0] ? ini->settings_refusal.text : ini->endpoint_refusal.text;
}

void errnotice_ini_give_up(const char *why)
{
	errnotice_err_set(&given_up, "%s", why);
}

void errnotice_ini_clear(struct errnotice_ini *ini)
{
	errnotice_settings_clear(&ini->settings);
}

/* -- everything that people should know ---------------------------------- */

static void tell_refused(struct errnotice_ini *ini, errnotice_ini_teller *refused, void *context)
{
	/* read again, apart: the settings in use stay as they are */
	struct errnotice_ini *apart = calloc(1, sizeof(*apart));
	struct errnotice_err line;

	if (!apart)
		return;
	memcpy(apart->text, ini->text, sizeof(apart->text));
	for (int i = 0; i < ERRNOTICE_DIRECTIVE_COUNT_; i++) {
		struct errnotice_err fault = {.text = ""};

		if (errnotice_ini_read(apart, i, &fault))
			continue;
		describe(&line, apart, i, fault.text);
		refused(context, line.text);
	}
	errnotice_ini_clear(apart);
	free(apart);
}

/* php.ini turns an unquoted E_ERROR into 1. */
static void tell_bare_number(struct errnotice_ini *ini, enum errnotice_directive directive,
	const struct errnotice_codes *codes, errnotice_ini_teller *doubtful, void *context)
{
	int number = codes ? errnotice_codes_suspicious_number(codes) : 0;
	struct errnotice_err line;
	char fault[160];

	if (number == 0)
		return;
	snprintf(fault, sizeof(fault),
		"is the code %d meant?  PHP makes this number of an E_ constant that is not in quotes",
		number);
	describe(&line, ini, directive, fault);
	doubtful(context, line.text);
}

static void tell_cut_label(struct errnotice_ini *ini, enum errnotice_directive directive,
	errnotice_ini_teller *doubtful, void *context)
{
	struct errnotice_err line;

	if (ini->text[directive].len <= (size_t)errnotice_ini_rows[directive].high)
		return;
	describe(&line, ini, directive, "is cut to 64 bytes");
	doubtful(context, line.text);
}

static bool is_directive(const char *name)
{
	for (int i = 0; i < ERRNOTICE_DIRECTIVE_COUNT_; i++)
		if (strcmp(errnotice_ini_rows[i].name, name) == 0)
			return true;
	return false;
}

/* PHP takes any name in php.ini without a word. */
static void tell_unknown(errnotice_ini_teller *doubtful, void *context)
{
	zend_string *name;
	zval *value;

	ZEND_HASH_FOREACH_STR_KEY_VAL(php_ini_get_configuration_hash(), name, value)
	struct errnotice_err line = {.text = ""};
	char place[200];

	if (!name || strncmp(ZSTR_VAL(name), "errnotice.", 10) != 0 || is_directive(ZSTR_VAL(name) + 10))
		continue;
	errnotice_ini_place(place, sizeof(place), ZSTR_VAL(name),
		Z_TYPE_P(value) == IS_STRING ? errnotice_span(Z_STRVAL_P(value), Z_STRLEN_P(value))
					     : errnotice_span("", 0));
	errnotice_err_set(&line, "%.80s: there is no such directive (%s)", ZSTR_VAL(name), place);
	doubtful(context, line.text);
	ZEND_HASH_FOREACH_END();
}

void errnotice_ini_tell(errnotice_ini_teller *refused, errnotice_ini_teller *doubtful, void *context)
{
	struct errnotice_ini *ini = compiled();

	if (given_up.text[0])
		refused(context, given_up.text);
	tell_refused(ini, refused, context);
	tell_bare_number(ini, ERRNOTICE_DIRECTIVE_codes, ini->settings.codes, doubtful, context);
	tell_bare_number(
		ini, ERRNOTICE_DIRECTIVE_ignore_codes, ini->settings.ignore_codes, doubtful, context);
	tell_cut_label(ini, ERRNOTICE_DIRECTIVE_app, doubtful, context);
	tell_cut_label(ini, ERRNOTICE_DIRECTIVE_environment, doubtful, context);
	tell_cut_label(ini, ERRNOTICE_DIRECTIVE_release, doubtful, context);
	tell_unknown(doubtful, context);
}
