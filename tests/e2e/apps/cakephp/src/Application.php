<?php

declare(strict_types=1);

namespace App;

use App\Middleware\Door;
use Cake\Core\Configure;
use Cake\Error\Middleware\ErrorHandlerMiddleware;
use Cake\Http\BaseApplication;
use Cake\Http\MiddlewareQueue;
use Cake\Routing\Middleware\RoutingMiddleware;
use Cake\Routing\RouteBuilder;

final class Application extends BaseApplication
{
    public function middleware(MiddlewareQueue $middleware): MiddlewareQueue
    {
        if (!isset($_GET['bare'])) {
            $middleware->add(new ErrorHandlerMiddleware(Configure::read('Error'), $this));
        }

        return $middleware->add(new Door())->add(new RoutingMiddleware($this));
    }

    public function routes(RouteBuilder $routes): void
    {
        $routes->connect('/{action}', ['controller' => 'Orders']);
    }
}
