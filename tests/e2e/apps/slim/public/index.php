<?php

declare(strict_types=1);

use Psr\Http\Message\ResponseInterface as Response;
use Psr\Http\Message\ServerRequestInterface as Request;
use Psr\Http\Server\RequestHandlerInterface as Handler;
use Slim\Factory\AppFactory;
use Slim\Psr7\Response as NewResponse;

require __DIR__ . '/../vendor/autoload.php';

class OrderException extends Exception
{
}

class PaymentException extends Exception
{
    public function __construct(string $message, protected $code)
    {
        parent::__construct($message);
        $this->code = $code;
    }
}

class Orders
{
    public function fail(Request $request, Response $response): Response
    {
        throw new OrderException('sold out', 10012);
    }

    public function handled(Request $request, Response $response): Response
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            $response->getBody()->write('handled');
        }

        return $response;
    }

    public function wrapped(Request $request, Response $response): Response
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new RuntimeException('payment failed', 0, $error);
        }
    }

    public function type(Request $request, Response $response): Response
    {
        return strlen([]);
    }

    public function bubble(Request $request, Response $response): Response
    {
        throw new OrderException('for the middleware', 10014);
    }

    public function unwound(Request $request, Response $response): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            $response->getBody()->write('finally');

            return $response;
        }
    }

    public function apologised(Request $request, Response $response): Response
    {
        try {
            throw new OrderException('come back later', 10048);
        } catch (OrderException) {
            return $response->withStatus(503);
        }
    }

    public function other(Request $request, Response $response): Response
    {
        throw new OrderException('not configured', 20000);
    }

    public function late(Request $request, Response $response): Response
    {
        register_shutdown_function(static function (): void {
            throw new OrderException('too late', 10016);
        });
        $response->getBody()->write('done');

        return $response;
    }
}

$app = AppFactory::create();
$app->add(static function (Request $request, Handler $handler): Response {
    try {
        return $handler->handle($request);
    } catch (OrderException $error) {
        if ($error->getCode() !== 10014) {
            throw $error;
        }

        return (new NewResponse())->withStatus(409);
    }
});
$app->addRoutingMiddleware();
if (!isset($_GET['bare'])) {
    $app->addErrorMiddleware(false, false, false);
}
foreach (get_class_methods(Orders::class) as $name) {
    $app->get('/' . $name, [Orders::class, $name]);
}
$app->run();
