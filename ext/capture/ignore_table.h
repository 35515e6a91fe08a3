/*
 * ignore_table -- errnotice.ignore_classes = auto: classes by which frameworks say
 * "the client was wrong" or steer themselves, left out where only `*` matched.
 *
 * To be included where X is defined:
 *
 * X(class or interface, with its children; property that holds an HTTP status, or ""; framework)
 *
 * Where a class stands for any status, only 3xx and 4xx are left out.  A name is
 * written as the framework declares it.  After a change run tools/frameworks:
 * docs/frameworks.md shows the same rows.
 */
/* clang-format off */

X("Illuminate\\Auth\\AuthenticationException", "", "Laravel, Lumen")
X("Illuminate\\Auth\\Access\\AuthorizationException", "", "Laravel, Lumen")
X("Illuminate\\Database\\Eloquent\\ModelNotFoundException", "", "Laravel, Lumen")
X("Illuminate\\Database\\RecordNotFoundException", "", "Laravel")
X("Illuminate\\Database\\RecordsNotFoundException", "", "Laravel, Lumen")
X("Illuminate\\Http\\Exceptions\\HttpResponseException", "", "Laravel, Lumen")
X("Illuminate\\Http\\Exceptions\\OriginMismatchException", "", "Laravel")
X("Illuminate\\Routing\\Exceptions\\BackedEnumCaseNotFoundException", "", "Laravel")
X("Illuminate\\Session\\TokenMismatchException", "", "Laravel")
X("Illuminate\\Validation\\UnauthorizedException", "", "Laravel, Lumen")
X("Illuminate\\Validation\\ValidationException", "", "Laravel, Lumen")
X("Laravel\\Octane\\Exceptions\\DdException", "", "Octane")

X("Symfony\\Component\\HttpKernel\\Exception\\HttpExceptionInterface", "statusCode", "Symfony, Laravel, Lumen")
X("Symfony\\Component\\HttpFoundation\\Exception\\RequestExceptionInterface", "", "Symfony, Laravel, Lumen")
X("Symfony\\Component\\Routing\\Exception\\ResourceNotFoundException", "", "Symfony")
X("Symfony\\Component\\Routing\\Exception\\MethodNotAllowedException", "", "Symfony")
X("Symfony\\Component\\Security\\Core\\Exception\\AuthenticationException", "", "Symfony")
X("Symfony\\Component\\Security\\Core\\Exception\\AccessDeniedException", "", "Symfony")
X("Symfony\\Component\\Validator\\Exception\\ValidationFailedException", "", "Symfony")
X("Symfony\\Component\\Console\\Exception\\CommandNotFoundException", "", "Symfony")

X("Slim\\Exception\\SlimException", "", "Slim 3")
X("Slim\\Exception\\HttpException", "code", "Slim 4")

X("think\\exception\\HttpException", "statusCode", "ThinkPHP")
X("think\\exception\\HttpResponseException", "", "ThinkPHP")
X("think\\exception\\ValidateException", "", "ThinkPHP")
X("think\\db\\exception\\DataNotFoundException", "", "ThinkPHP")
X("think\\db\\exception\\ModelNotFoundException", "", "ThinkPHP")

X("yii\\web\\HttpException", "statusCode", "Yii 2")
X("yii\\web\\UrlNormalizerRedirectException", "", "Yii 2")
X("yii\\base\\ExitException", "", "Yii 2")
X("yii\\base\\InvalidRouteException", "", "Yii 2")
X("yii\\console\\UnknownCommandException", "", "Yii 2")

X("Cake\\Http\\Exception\\HttpException", "code", "CakePHP")
X("Cake\\Http\\Exception\\MissingControllerException", "", "CakePHP")
X("Cake\\Controller\\Exception\\MissingActionException", "", "CakePHP")
X("Cake\\Datasource\\Exception\\RecordNotFoundException", "", "CakePHP")
X("Cake\\Routing\\Exception\\MissingRouteException", "", "CakePHP")
X("Cake\\Routing\\Exception\\RedirectException", "", "CakePHP 4")
X("Cake\\Console\\Exception\\StopException", "", "CakePHP")

X("CodeIgniter\\Exceptions\\HTTPExceptionInterface", "code", "CodeIgniter 4")
X("CodeIgniter\\Exceptions\\PageNotFoundException", "", "CodeIgniter 4")
X("CodeIgniter\\Router\\Exceptions\\RedirectException", "", "CodeIgniter 4")

X("Hyperf\\HttpMessage\\Exception\\HttpException", "statusCode", "Hyperf")
X("Hyperf\\Database\\Model\\ModelNotFoundException", "", "Hyperf")
X("Hyperf\\Validation\\UnauthorizedException", "", "Hyperf")
X("Hyperf\\Validation\\ValidationException", "", "Hyperf")

X("Phalcon\\Mvc\\Dispatcher\\Exception", "", "Phalcon")
X("Phalcon\\ADR\\Exceptions\\MethodNotAllowed", "", "Phalcon")
X("Phalcon\\ADR\\Exceptions\\RouteNotFound", "", "Phalcon")

X("support\\exception\\NotFoundException", "", "Webman")

X("Spiral\\Http\\Exception\\ClientException", "code", "Spiral")
X("Spiral\\Router\\Exception\\UndefinedRouteException", "", "Spiral")
X("Spiral\\Filters\\Exception\\AuthorizationException", "", "Spiral")
X("Spiral\\Filters\\Exception\\ValidationException", "", "Spiral")

X("WP_CLI\\ExitException", "", "WP-CLI")
X("Swoole\\ExitException", "", "Swoole")
