/*
 * site -- where in the application it happened: a name that survives a deploy.
 *
 * The first frame from the throw outwards whose file lies outside
 * errnotice.library_paths: `Scope::function`, `function`, `Scope::{closure}`, for
 * a closure outside classes `file.php::{closure}`, for main code the file's base
 * name.  Without such a frame the one that threw.  Never a line or a path.
 */
#ifndef ERRNOTICE_SITE_H
#define ERRNOTICE_SITE_H

#include "ext/capture/frames.h"

/* Returns the bytes written, at most `room`. */
size_t errnotice_site(struct errnotice_frames frames, const char *library_paths, char *into, size_t room);

#endif
