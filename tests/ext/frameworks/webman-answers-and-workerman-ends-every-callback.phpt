--TEST--
Webman answers from its application, Workerman ends every callback where it calls it
--EXTENSIONS--
errnotice
--SKIPIF--
<?php
require __DIR__ . '/../skip.inc';
?>
--FILE--
<?php
require __DIR__ . '/frames.inc';
frames(<<<'PHP'
namespace Webman {
    class App
    {
        static $page;

        function onMessage($connection, $route, array $middleware = [])
        {
            try {
                return static::getCallback($route, $middleware)('request');
            } catch (\Throwable $e) {
                return static::exceptionResponse($e);
            }
        }
        static function getCallback($call, array $middlewares)
        {
            if (!$middlewares) {
                return $call;
            }
            return array_reduce($middlewares, function ($carry, $pipe) {
                return function ($request) use ($carry, $pipe) {
                    try {
                        return $pipe($request, $carry);
                    } catch (\Throwable $e) {
                        return static::exceptionResponse($e);
                    }
                };
            }, function ($request) use ($call) {
                try {
                    return $call($request);
                } catch (\Throwable $e) {
                    return static::exceptionResponse($e);
                }
            });
        }
        protected static function exceptionResponse(\Throwable $e)
        {
            try {
                return static::$page ? (static::$page)() : 'error page';
            } catch (\Throwable $e) {
                return 'no page';
            }
        }
    }
}
namespace support {
    class App extends \Webman\App {}
}
namespace Webman\RedisQueue\Process {
    class Consumer
    {
        static function callback($consumer)
        {
            return function ($message) use ($consumer) {
                try {
                    return $consumer($message);
                } catch (\Throwable $e) {
                    throw $e;
                } finally {
                    $consumer = null;
                }
            };
        }
    }
}
namespace Workerman\RedisQueue {
    class Client
    {
        function pull($callback)
        {
            $cb = function ($data) use ($callback) {
                try {
                    return call_user_func($callback, $data);
                } catch (\DomainException $e) {
                    return 'failed for good';
                } catch (\Throwable $e) {
                    return 'tried again';
                }
            };
            return $cb('message');
        }
    }
}
namespace Workerman {
    trait CallsBack
    {
        function call($callback)
        {
            try {
                return $callback();
            } catch (\Throwable $e) {
                return 'worker stops';
            }
        }
    }
    trait CallsBackInAClosure
    {
        function callInAClosure($callback)
        {
            $answer = null;
            $call = function () use ($callback, &$answer) {
                try {
                    $answer = $callback();
                } catch (\Throwable $e) {
                    $answer = 'worker stops';
                } finally {
                    $callback = null;
                }
            };
            (new \Fiber($call))->start();
            return $answer;
        }
    }
    class Worker
    {
        use CallsBackInAClosure, CallsBack {
            call as run;
            call as acceptConnection;
            call as acceptTcpConnection;
            call as acceptUdpConnection;
            call as reload;
            call as stop;
        }
    }
    class Timer
    {
        use CallsBack { call as tick; }
    }
}
namespace Workerman\Connection {
    use Workerman\CallsBack;

    class TcpConnection
    {
        use CallsBack {
            call as baseRead;
            call as baseWrite;
            call as send;
            call as checkBufferWillFull;
            call as bufferIsFull;
            call as doSslHandshake;
            call as destroy;
        }
    }
    class AsyncTcpConnection extends TcpConnection
    {
        use CallsBack { call as checkConnection; call as emitError; }
    }
    class AsyncUdpConnection
    {
        use CallsBack { call as baseRead; call as connect; call as close; }
    }
}
namespace Workerman\Protocols {
    use Workerman\CallsBack;

    class Websocket
    {
        use CallsBack { call as input; call as dealHandshake; }
    }
    class Ws
    {
        use CallsBack { call as input; call as dealHandshake; }
    }
}
namespace Workerman\Events {
    use Workerman\{CallsBack, CallsBackInAClosure};

    class Select
    {
        use CallsBack { call as tick; call as safeCall; }
    }
    class Event
    {
        use CallsBack { call as timerCallback; call as safeCall; }
    }
    class Ev
    {
        use CallsBack { call as timerCallback; call as safeCall; }
    }
    class Swoole
    {
        use CallsBackInAClosure, CallsBack { call as safeCall; }
    }
    class Swow
    {
        use CallsBackInAClosure;
    }
}
namespace App {
    use Webman\RedisQueue\Process\Consumer, Workerman\RedisQueue\Client;

    $app = new \support\App;
    $passes = fn($request, $next) => $next($request);
    visit('controller', fn($case) => $app->onMessage(1, fn() => pay($case)));
    visit('controller, handled', fn($case) => $app->onMessage(1, fn() => handles(fn() => pay($case))));
    visit('controller behind middleware', fn($case) => $app->onMessage(1, fn() => pay($case), [$passes, $passes]));
    visit('middleware', fn($case) => $app->onMessage(1, fn() => 'page', [$passes, fn() => pay($case)]));
    \Webman\App::$page = fn() => pay('page for errors');
    visit('controller, and its page for errors', fn($case) => $app->onMessage(1, fn() => pay($case)));
    visit('message', fn($case) => (new Client)->pull(Consumer::callback(fn() => pay($case))));
    visit('message, handled', fn($case) => (new Client)->pull(Consumer::callback(fn() => handles(fn() => pay($case)))));

    visit('callback, handled', fn($case) => (new \Workerman\Connection\TcpConnection)->baseRead(
        fn() => handles(fn() => pay($case))));
    foreach ([
        'Worker' => ['run', 'callInAClosure', 'acceptConnection', 'acceptTcpConnection', 'acceptUdpConnection', 'reload', 'stop'],
        'Timer' => ['tick'],
        'Connection\TcpConnection' => ['baseRead', 'baseWrite', 'send', 'checkBufferWillFull', 'bufferIsFull',
            'doSslHandshake', 'destroy'],
        'Connection\AsyncTcpConnection' => ['checkConnection', 'emitError', 'baseRead'],
        'Connection\AsyncUdpConnection' => ['baseRead', 'connect', 'close'],
        'Protocols\Websocket' => ['input', 'dealHandshake'],
        'Protocols\Ws' => ['input', 'dealHandshake'],
        'Events\Select' => ['tick', 'safeCall'],
        'Events\Event' => ['timerCallback', 'safeCall'],
        'Events\Ev' => ['timerCallback', 'safeCall'],
        'Events\Swoole' => ['callInAClosure', 'safeCall'],
        'Events\Swow' => ['callInAClosure'],
    ] as $class => $methods) {
        foreach ($methods as $method) {
            visit("$class, $method", fn($case) => (new ("Workerman\\$class"))->$method(fn() => pay($case)));
        }
    }
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
controller behind middleware: error page
middleware: error page
controller, and its page for errors: no page
message: tried again
message, handled: handled
callback, handled: handled
Worker, run: worker stops
Worker, callInAClosure: worker stops
Worker, acceptConnection: worker stops
Worker, acceptTcpConnection: worker stops
Worker, acceptUdpConnection: worker stops
Worker, reload: worker stops
Worker, stop: worker stops
Timer, tick: worker stops
Connection\TcpConnection, baseRead: worker stops
Connection\TcpConnection, baseWrite: worker stops
Connection\TcpConnection, send: worker stops
Connection\TcpConnection, checkBufferWillFull: worker stops
Connection\TcpConnection, bufferIsFull: worker stops
Connection\TcpConnection, doSslHandshake: worker stops
Connection\TcpConnection, destroy: worker stops
Connection\AsyncTcpConnection, checkConnection: worker stops
Connection\AsyncTcpConnection, emitError: worker stops
Connection\AsyncTcpConnection, baseRead: worker stops
Connection\AsyncUdpConnection, baseRead: worker stops
Connection\AsyncUdpConnection, connect: worker stops
Connection\AsyncUdpConnection, close: worker stops
Protocols\Websocket, input: worker stops
Protocols\Websocket, dealHandshake: worker stops
Protocols\Ws, input: worker stops
Protocols\Ws, dealHandshake: worker stops
Events\Select, tick: worker stops
Events\Select, safeCall: worker stops
Events\Event, timerCallback: worker stops
Events\Event, safeCall: worker stops
Events\Ev, timerCallback: worker stops
Events\Ev, safeCall: worker stops
Events\Swoole, callInAClosure: worker stops
Events\Swoole, safeCall: worker stops
Events\Swow, callInAClosure: worker stops
--
controller: boundary, Webman\App::onMessage
controller behind middleware: boundary, Webman\App::{closure}
middleware: boundary, Webman\App::{closure}
controller, and its page for errors: boundary, Webman\App::onMessage
page for errors: boundary, Webman\App::exceptionResponse
message: boundary, Workerman\RedisQueue\Client::{closure}
Worker, run: boundary, Workerman\Worker::run
Worker, callInAClosure: boundary, Workerman\Worker::{closure}
Worker, acceptConnection: boundary, Workerman\Worker::acceptConnection
Worker, acceptTcpConnection: boundary, Workerman\Worker::acceptTcpConnection
Worker, acceptUdpConnection: boundary, Workerman\Worker::acceptUdpConnection
Worker, reload: boundary, Workerman\Worker::reload
Worker, stop: boundary, Workerman\Worker::stop
Timer, tick: boundary, Workerman\Timer::tick
Connection\TcpConnection, baseRead: boundary, Workerman\Connection\TcpConnection::baseRead
Connection\TcpConnection, baseWrite: boundary, Workerman\Connection\TcpConnection::baseWrite
Connection\TcpConnection, send: boundary, Workerman\Connection\TcpConnection::send
Connection\TcpConnection, checkBufferWillFull: boundary, Workerman\Connection\TcpConnection::checkBufferWillFull
Connection\TcpConnection, bufferIsFull: boundary, Workerman\Connection\TcpConnection::bufferIsFull
Connection\TcpConnection, doSslHandshake: boundary, Workerman\Connection\TcpConnection::doSslHandshake
Connection\TcpConnection, destroy: boundary, Workerman\Connection\TcpConnection::destroy
Connection\AsyncTcpConnection, checkConnection: boundary, Workerman\Connection\AsyncTcpConnection::checkConnection
Connection\AsyncTcpConnection, emitError: boundary, Workerman\Connection\AsyncTcpConnection::emitError
Connection\AsyncTcpConnection, baseRead: boundary, Workerman\Connection\TcpConnection::baseRead
Connection\AsyncUdpConnection, baseRead: boundary, Workerman\Connection\AsyncUdpConnection::baseRead
Connection\AsyncUdpConnection, connect: boundary, Workerman\Connection\AsyncUdpConnection::connect
Connection\AsyncUdpConnection, close: boundary, Workerman\Connection\AsyncUdpConnection::close
Protocols\Websocket, input: boundary, Workerman\Protocols\Websocket::input
Protocols\Websocket, dealHandshake: boundary, Workerman\Protocols\Websocket::dealHandshake
Protocols\Ws, input: boundary, Workerman\Protocols\Ws::input
Protocols\Ws, dealHandshake: boundary, Workerman\Protocols\Ws::dealHandshake
Events\Select, tick: boundary, Workerman\Events\Select::tick
Events\Select, safeCall: boundary, Workerman\Events\Select::safeCall
Events\Event, timerCallback: boundary, Workerman\Events\Event::timerCallback
Events\Event, safeCall: boundary, Workerman\Events\Event::safeCall
Events\Ev, timerCallback: boundary, Workerman\Events\Ev::timerCallback
Events\Ev, safeCall: boundary, Workerman\Events\Ev::safeCall
Events\Swoole, callInAClosure: boundary, Workerman\Events\Swoole::{closure}
Events\Swoole, safeCall: boundary, Workerman\Events\Swoole::safeCall
Events\Swow, callInAClosure: boundary, Workerman\Events\Swow::{closure}