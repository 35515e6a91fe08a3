/*
 * ignore_table -- errnotice.ignore_classes = auto: classes by which frameworks say
 * "the client was wrong" or steer themselves, left out where only `*` matched.
 *
 * X(class or interface, with its children; source)
 */
#ifndef ERRNOTICE_IGNORE_TABLE_H
#define ERRNOTICE_IGNORE_TABLE_H

#define ERRNOTICE_IGNORED_CLASSES(X)                                                                         \
	X("Illuminate\\Auth\\AuthenticationException", "Laravel 8 to 13")                                    \
	X("Illuminate\\Auth\\Access\\AuthorizationException", "Laravel 8 to 13")                             \
	X("Illuminate\\Database\\RecordsNotFoundException", "Laravel 8 to 13")                               \
	X("Illuminate\\Http\\Exceptions\\HttpResponseException", "Laravel 8 to 13")                          \
	X("Illuminate\\Routing\\Exceptions\\BackedEnumCaseNotFoundException", "Laravel 8 to 13")             \
	X("Illuminate\\Session\\TokenMismatchException", "Laravel 8 to 13")                                  \
	X("Illuminate\\Validation\\ValidationException", "Laravel 8 to 13")                                  \
	X("Slim\\Exception\\HttpBadRequestException", "Slim 4")                                              \
	X("Slim\\Exception\\HttpUnauthorizedException", "Slim 4")                                            \
	X("Slim\\Exception\\HttpForbiddenException", "Slim 4")                                               \
	X("Slim\\Exception\\HttpNotFoundException", "Slim 4")                                                \
	X("Slim\\Exception\\HttpMethodNotAllowedException", "Slim 4")                                        \
	X("Slim\\Exception\\HttpGoneException", "Slim 4")                                                    \
	X("Slim\\Exception\\HttpTooManyRequestsException", "Slim 4")                                         \
	X("Symfony\\Component\\HttpKernel\\Exception\\BadRequestHttpException", "Symfony 5.4 to 8")          \
	X("Symfony\\Component\\HttpKernel\\Exception\\UnauthorizedHttpException", "Symfony 5.4 to 8")        \
	X("Symfony\\Component\\HttpKernel\\Exception\\AccessDeniedHttpException", "Symfony 5.4 to 8")        \
	X("Symfony\\Component\\HttpKernel\\Exception\\NotFoundHttpException", "Symfony 5.4 to 8")            \
	X("Symfony\\Component\\HttpKernel\\Exception\\MethodNotAllowedHttpException", "Symfony 5.4 to 8")    \
	X("Symfony\\Component\\HttpKernel\\Exception\\NotAcceptableHttpException", "Symfony 5.4 to 8")       \
	X("Symfony\\Component\\HttpKernel\\Exception\\GoneHttpException", "Symfony 5.4 to 8")                \
	X("Symfony\\Component\\HttpKernel\\Exception\\UnprocessableEntityHttpException", "Symfony 5.4 to 8") \
	X("Symfony\\Component\\HttpKernel\\Exception\\TooManyRequestsHttpException", "Symfony 5.4 to 8")     \
	X("Symfony\\Component\\HttpFoundation\\Exception\\RequestExceptionInterface", "Symfony 5.4 to 8")    \
	X("Symfony\\Component\\Routing\\Exception\\ResourceNotFoundException", "Symfony 5.4 to 8")           \
	X("Symfony\\Component\\Routing\\Exception\\MethodNotAllowedException", "Symfony 5.4 to 8")           \
	X("Symfony\\Component\\Security\\Core\\Exception\\AuthenticationException", "Symfony 5.4 to 8")      \
	X("Symfony\\Component\\Security\\Core\\Exception\\AccessDeniedException", "Symfony 5.4 to 8")        \
	X("Symfony\\Component\\Validator\\Exception\\ValidationFailedException", "Symfony 5.4 to 8")         \
	X("Symfony\\Component\\Console\\Exception\\CommandNotFoundException", "Symfony 5.4 to 8")

#endif
