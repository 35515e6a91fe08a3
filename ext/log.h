/*
 * log -- our rare lines in PHP's log.
 *
 * Only under php-fpm, or where error_log names a file: anywhere else PHP's log
 * is the program's standard error, which is the application's output.  Between
 * requests a line for php-fpm waits for the next one, since its log goes through
 * the request's connection.  Nothing of the application runs, and no error of
 * PHP's is raised.
 */
#ifndef ERRNOTICE_LOG_H
#define ERRNOTICE_LOG_H

/* `line` without prefix and line end. */
void errnotice_log(const char *line);

/* RINIT and RSHUTDOWN: whether a request is there to take lines; at its end a waiting one is written. */
void errnotice_log_request(int begins);

#endif
