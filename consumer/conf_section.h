/*
 * conf_section -- one section of a file into the struct it describes.
 */
#ifndef CONSUMER_CONF_SECTION_H
#define CONSUMER_CONF_SECTION_H

#include "consumer/conf_ini.h"
#include "consumer/conf_table.h"

/*
 * Sets every key of `kind` in `owner`: from the section, from the file that
 * KEY_file names, or to its default.  `section` may be NULL: defaults only.
 * What is wrong goes to `faults`, and that field stays zero.
 */
void conf_section_read(void *owner, enum conf_section kind, const struct conf_ini *ini,
	const struct conf_ini_section *section, struct conf_faults *faults);

/* Frees what the fields own, also of a section that was read in part. */
void conf_section_clear(void *owner, enum conf_section kind);

/* `path` as seen from the folder of the file `from`.  The caller frees it. */
char *conf_path_beside(const char *from, const char *path);

#endif
