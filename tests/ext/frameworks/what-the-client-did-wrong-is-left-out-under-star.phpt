--TEST--
Under * what frameworks throw when the client was wrong is left out, and their 5xx is told
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/frames.inc';

/* A class, and the property that holds its status if it stands for any. */
const CLASSES = <<<'LIST'
    Illuminate\Auth\AuthenticationException
    Illuminate\Auth\Access\AuthorizationException
    Illuminate\Database\Eloquent\ModelNotFoundException
    Illuminate\Database\RecordNotFoundException
    Illuminate\Database\RecordsNotFoundException
    Illuminate\Http\Exceptions\HttpResponseException
    Illuminate\Http\Exceptions\OriginMismatchException
    Illuminate\Routing\Exceptions\BackedEnumCaseNotFoundException
    Illuminate\Session\TokenMismatchException
    Illuminate\Validation\UnauthorizedException
    Illuminate\Validation\ValidationException
    Laravel\Octane\Exceptions\DdException
    Symfony\Component\HttpKernel\Exception\HttpExceptionInterface statusCode
    Symfony\Component\HttpFoundation\Exception\RequestExceptionInterface
    Symfony\Component\Routing\Exception\ResourceNotFoundException
    Symfony\Component\Routing\Exception\MethodNotAllowedException
    Symfony\Component\Security\Core\Exception\AuthenticationException
    Symfony\Component\Security\Core\Exception\AccessDeniedException
    Symfony\Component\Validator\Exception\ValidationFailedException
    Symfony\Component\Console\Exception\CommandNotFoundException
    Slim\Exception\SlimException
    Slim\Exception\HttpException code
    think\exception\HttpException statusCode
    think\exception\HttpResponseException
    think\exception\ValidateException
    think\db\exception\DataNotFoundException
    think\db\exception\ModelNotFoundException
    yii\web\HttpException statusCode
    yii\web\UrlNormalizerRedirectException
    yii\base\ExitException
    yii\base\InvalidRouteException
    yii\console\UnknownCommandException
    Cake\Http\Exception\HttpException code
    Cake\Http\Exception\MissingControllerException
    Cake\Controller\Exception\MissingActionException
    Cake\Datasource\Exception\RecordNotFoundException
    Cake\Routing\Exception\MissingRouteException
    Cake\Routing\Exception\RedirectException
    Cake\Console\Exception\StopException
    CodeIgniter\Exceptions\HTTPExceptionInterface code
    CodeIgniter\Exceptions\PageNotFoundException
    CodeIgniter\Router\Exceptions\RedirectException
    Hyperf\HttpMessage\Exception\HttpException statusCode
    Hyperf\Database\Model\ModelNotFoundException
    Hyperf\Validation\UnauthorizedException
    Hyperf\Validation\ValidationException
    Phalcon\Mvc\Dispatcher\Exception
    Phalcon\ADR\Exceptions\MethodNotAllowed
    Phalcon\ADR\Exceptions\RouteNotFound
    support\exception\NotFoundException
    Spiral\Http\Exception\ClientException code
    Spiral\Router\Exception\UndefinedRouteException
    Spiral\Filters\Exception\AuthorizationException
    Spiral\Filters\Exception\ValidationException
    WP_CLI\ExitException
    Swoole\ExitException
LIST;

/* Each is declared as its framework does, and its child thrown as an application does. */
$code = '';
foreach (explode("\n", CLASSES) as $number => $line) {
    [$class, $status] = explode(' ', trim($line) . ' ');
    $namespace = substr($class, 0, (int) strrpos($class, '\\'));
    $name = ltrim(substr($class, strlen($namespace)), '\\');
    $property = $status === 'statusCode' ? 'private $statusCode;' : '';
    $code .= str_ends_with($name, 'Interface')
        ? "namespace $namespace { interface $name {} }
            namespace App { class Its$number extends \\Exception implements \\$class { $property } }"
        : "namespace $namespace { class $name extends \\Exception { $property } }
            namespace App { class Its$number extends \\$class {} }";
    $code .= "namespace { thrown('App\\Its$number', '$class', '$status'); }\n";
}
$code = <<<'PHP'
namespace Slim\Middleware {
    class ErrorMiddleware
    {
        function process($thrown)
        {
            try {
                throw $thrown;
            } catch (\Throwable) {
            }
        }
    }
}
namespace {
    function thrown($class, $of, $status)
    {
        foreach ($status ? [302, 404, 503] : [0] as $code) {
            $thrown = new $class("$of $code", $status === 'code' ? $code : 0);
            if ($status === 'statusCode') {
                (new ReflectionProperty(interface_exists($of) ? $class : $of, $status))->setValue($thrown, $code);
            }
            (new Slim\Middleware\ErrorMiddleware)->process($thrown);
        }
    }
}
PHP . "\n$code";
frames($code, ['codes' => '*']);
echo count(child($code, ['codes' => '*', 'ignore_classes' => ''])['events']), " without the list\n";
?>
--EXPECT--
--
Symfony\Component\HttpKernel\Exception\HttpExceptionInterface 503: boundary, Slim\Middleware\ErrorMiddleware::process
Slim\Exception\HttpException 503: boundary, Slim\Middleware\ErrorMiddleware::process
think\exception\HttpException 503: boundary, Slim\Middleware\ErrorMiddleware::process
yii\web\HttpException 503: boundary, Slim\Middleware\ErrorMiddleware::process
Cake\Http\Exception\HttpException 503: boundary, Slim\Middleware\ErrorMiddleware::process
CodeIgniter\Exceptions\HTTPExceptionInterface 503: boundary, Slim\Middleware\ErrorMiddleware::process
Hyperf\HttpMessage\Exception\HttpException 503: boundary, Slim\Middleware\ErrorMiddleware::process
Spiral\Http\Exception\ClientException 503: boundary, Slim\Middleware\ErrorMiddleware::process
72 without the list