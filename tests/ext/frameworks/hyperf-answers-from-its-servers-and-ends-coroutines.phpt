--TEST--
Hyperf answers from its servers, and ends coroutines, processes, jobs and messages in closures
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
/* Fibers stand for Swoole's coroutines: a stack of their own. */
namespace Hyperf\Coroutine {
    class Coroutine
    {
        static function create(callable $callable)
        {
            $coroutine = new \Fiber(static function () use ($callable) {
                try {
                    $callable();
                } catch (\Throwable $throwable) {
                    static::printLog($throwable);
                }
            });
            $coroutine->start();
            return 'started';
        }
        private static function printLog(\Throwable $throwable) {}
    }
    class Concurrent
    {
        function create(callable $callable)
        {
            Coroutine::create(function () use ($callable) {
                try {
                    $callable();
                } catch (\Throwable $exception) {
                } finally {
                    $callable = null;
                }
            });
            return 'started';
        }
    }
    class Waiter
    {
        function wait(\Closure $closure)
        {
            $result = null;
            Coroutine::create(function () use ($closure, &$result) {
                try {
                    $result = $closure();
                } catch (\Throwable $exception) {
                    $result = $exception;
                } finally {
                    $closure = null;
                }
            });
            if ($result instanceof \Throwable) {
                throw $result;
            }
            return $result;
        }
    }
}
/* Hyperf 2.2 */
namespace Hyperf\Utils {
    class Coroutine
    {
        static function create(callable $callable)
        {
            (new \Fiber(function () use ($callable) {
                try {
                    call_user_func($callable);
                } catch (\Throwable $throwable) {
                }
            }))->start();
            return 'started';
        }
    }
}
namespace Hyperf\Utils\Coroutine {
    class Concurrent
    {
        function create(callable $callable)
        {
            \Hyperf\Utils\Coroutine::create(function () use ($callable) {
                try {
                    $callable();
                } catch (\Throwable $exception) {
                } finally {
                    $callable = null;
                }
            });
            return 'started';
        }
    }
}
namespace Hyperf\Coordinator {
    class Timer
    {
        function tick(callable $closure)
        {
            \Hyperf\Coroutine\Coroutine::create(function () use ($closure) {
                try {
                    try {
                        (new \Hyperf\Coroutine\Waiter)->wait(static fn () => $closure());
                    } catch (\Throwable $exception) {
                    }
                } finally {
                    $closure = null;
                }
            });
            return 'ticking';
        }
    }
}
namespace Hyperf\HttpServer {
    class Server
    {
        function onRequest($controller, $handler)
        {
            try {
                $response = $controller();
            } catch (\Throwable $throwable) {
                $response = $handler($throwable);
            } finally {
                return $response ?? 'no answer';
            }
        }
    }
}
namespace Hyperf\GrpcServer {
    class Server extends \Hyperf\HttpServer\Server {}
}
namespace Hyperf\JsonRpc {
    class CoreMiddleware
    {
        function handleFound($service)
        {
            try {
                return $service();
            } catch (\Throwable $exception) {
                $response = 'error response';
                throw $exception;
            }
        }
    }
}
namespace Hyperf\RpcServer {
    class Server
    {
        function onReceive($service)
        {
            try {
                $response = (new \Hyperf\JsonRpc\CoreMiddleware)->handleFound($service);
            } catch (\Throwable $throwable) {
                $response = 'error response';
            } finally {
                return $response;
            }
        }
    }
}
namespace Hyperf\WebSocketServer {
    class Server
    {
        function onHandShake($middleware)
        {
            try {
                $answer = $middleware();
            } catch (\Throwable $throwable) {
                $answer = 'refused';
            } finally {
                $middleware = null;
            }
            return $answer;
        }
        function onMessage($message)
        {
            try {
                return $message();
            } catch (\Throwable $exception) {
                return 'logged';
            }
        }
        function onClose($close)
        {
            try {
                return $close();
            } catch (\Throwable $exception) {
                return 'logged';
            }
        }
    }
}
namespace Hyperf\Command {
    class Command
    {
        private $exitCode = 'exit status 0';

        function __construct(private $has_dispatcher = true) {}

        function execute($handle)
        {
            $callback = function () use ($handle) {
                try {
                    $this->exitCode = $handle();
                } catch (\Throwable $exception) {
                    if (!$this->has_dispatcher) {
                        throw $exception;
                    }
                    $this->exitCode = 'exit status 1';
                } finally {
                    $exception = null;
                }
                return $this->exitCode;
            };
            $callback();
            return $this->exitCode;
        }
    }
}
namespace Hyperf\AsyncQueue\Driver {
    abstract class Driver
    {
        function consume($pop)
        {
            try {
                $callback = $this->getCallback($pop());
                (new \Hyperf\Coroutine\Concurrent)->create($callback);
                return 'consumed';
            } catch (\Throwable $exception) {
                return 'next message';
            } finally {
                $pop = null;
            }
        }
        protected function getCallback($job)
        {
            return function () use ($job) {
                try {
                    $job();
                } catch (\Throwable $ex) {
                    $job = null;
                }
            };
        }
    }
    class RedisDriver extends Driver {}
}
namespace Hyperf\Amqp {
    class Consumer
    {
        function consume($channel, $job)
        {
            $callback = $this->getCallback($job);
            try {
                try {
                    return $channel() . $callback();
                } catch (\Throwable $exception) {
                    return 'connection lost';
                }
            } catch (\Throwable $exception) {
                throw $exception;
            }
        }
        protected function getCallback($job)
        {
            return function () use ($job) {
                try {
                    return $job();
                } catch (\Throwable $exception) {
                    return 'dropped';
                }
            };
        }
    }
}
namespace Hyperf\Nsq {
    class Nsq
    {
        function subscribe(callable $callback)
        {
            return (function ($socket) use ($callback) {
                try {
                    return $callback('message');
                } catch (\Throwable $throwable) {
                    return 'dropped';
                }
            })('socket');
        }
    }
}
namespace Hyperf\Process {
    abstract class AbstractProcess
    {
        function bindServer()
        {
            $answer = null;
            $process = function () use (&$answer) {
                try {
                    $answer = $this->handle();
                } catch (\Throwable $throwable) {
                    $answer = 'process begins again';
                } finally {
                    $process = null;
                }
            };
            $process();
            return $answer;
        }
        abstract function handle();
    }
}
namespace Hyperf\Nsq {
    class ConsumerManager
    {
        static function createProcess($consumer)
        {
            return new class($consumer) extends \Hyperf\Process\AbstractProcess {
                function __construct(private $consumer) {}

                function handle()
                {
                    return (new Nsq)->subscribe(function ($data) {
                        return (new \Hyperf\Coroutine\Waiter)->wait(function () use ($data) {
                            try {
                                return ($this->consumer)($data);
                            } catch (\Throwable $throwable) {
                                return 'dropped by the consumer';
                            }
                        });
                    });
                }
            };
        }
    }
}
namespace Hyperf\Kafka {
    class ConsumerManager
    {
        static function createProcess($consumer)
        {
            return new class($consumer) extends \Hyperf\Process\AbstractProcess {
                function __construct(private $consumer) {}

                function handle()
                {
                    try {
                        return (function ($message) {
                            return (new \Hyperf\Coroutine\Waiter)->wait(function () use ($message) {
                                try {
                                    return ($this->consumer)($message);
                                } catch (\Throwable $exception) {
                                    throw $exception;
                                }
                            });
                        })('message');
                    } catch (\Throwable $exception) {
                        return 'consumer begins again';
                    }
                }
            };
        }
    }
}
namespace Hyperf\Crontab\Strategy {
    class Executor
    {
        function execute($task)
        {
            $answer = 'done';
            (function () use ($task, &$answer) {
                try {
                    $task();
                } catch (\Throwable $throwable) {
                    $answer = 'failed';
                } finally {
                    $task = null;
                }
            })();
            return $answer;
        }
    }
}
namespace App {
    use Hyperf\Coroutine\{Concurrent, Coroutine, Waiter};

    $http = new \Hyperf\HttpServer\Server;
    $page = fn($throwable) => 'error page';
    visit('controller', fn($case) => $http->onRequest(fn() => pay($case), $page));
    visit('controller, handled', fn($case) => $http->onRequest(fn() => handles(fn() => pay($case)), $page));
    visit('controller, no handler takes it', fn($case) => $http->onRequest(fn() => pay($case), fn($e) => null));
    visit('in another coroutine', fn($case) => $http->onRequest(fn() => (new Waiter)->wait(fn() => pay($case)), $page));
    visit('in another coroutine, handled', fn($case) => $http->onRequest(
        fn() => handles(fn() => (new Waiter)->wait(fn() => pay($case))), $page));
    visit('gRPC', fn($case) => (new \Hyperf\GrpcServer\Server)->onRequest(fn() => pay($case), $page));
    visit('RPC', fn($case) => (new \Hyperf\RpcServer\Server)->onReceive(fn() => pay($case)));
    visit('RPC, handled', fn($case) => (new \Hyperf\RpcServer\Server)->onReceive(fn() => handles(fn() => pay($case))));

    $socket = new \Hyperf\WebSocketServer\Server;
    visit('handshake', fn($case) => $socket->onHandShake(fn() => pay($case)));
    visit('message', fn($case) => $socket->onMessage(fn() => pay($case)));
    visit('close', fn($case) => $socket->onClose(fn() => pay($case)));

    visit('go()', fn($case) => Coroutine::create(fn() => pay($case)));
    visit('go(), handled', fn($case) => Coroutine::create(fn() => handles(fn() => pay($case))));
    visit('one of few', fn($case) => (new Concurrent)->create(fn() => pay($case)));
    visit('go() of 2.2', fn($case) => \Hyperf\Utils\Coroutine::create(fn() => pay($case)));
    visit('one of few of 2.2', fn($case) => (new \Hyperf\Utils\Coroutine\Concurrent)->create(fn() => pay($case)));
    visit('timer', fn($case) => (new \Hyperf\Coordinator\Timer)->tick(fn() => pay($case)));

    visit('command', fn($case) => (new \Hyperf\Command\Command)->execute(fn() => pay($case)));
    visit('command that throws on', fn($case) => handles(
        fn() => (new \Hyperf\Command\Command(false))->execute(fn() => pay($case))));

    visit('job', fn($case) => (new \Hyperf\AsyncQueue\Driver\RedisDriver)->consume(fn() => fn() => pay($case)));
    visit('fetching a job', fn($case) => (new \Hyperf\AsyncQueue\Driver\RedisDriver)->consume(fn() => pay($case)));
    visit('AMQP', fn($case) => (new \Hyperf\Amqp\Consumer)->consume(fn() => '', fn() => pay($case)));
    visit('AMQP, the connection', fn($case) => (new \Hyperf\Amqp\Consumer)->consume(fn() => pay($case), fn() => ''));
    visit('NSQ', fn($case) => \Hyperf\Nsq\ConsumerManager::createProcess(fn() => pay($case))->bindServer());
    visit('NSQ, handled', fn($case) => \Hyperf\Nsq\ConsumerManager::createProcess(
        fn() => handles(fn() => pay($case)))->bindServer());
    visit('NSQ, subscribed by hand', fn($case) => (new \Hyperf\Nsq\Nsq)->subscribe(fn() => pay($case)));
    visit('Kafka', fn($case) => \Hyperf\Kafka\ConsumerManager::createProcess(fn() => pay($case))->bindServer());
    visit('crontab', fn($case) => (new \Hyperf\Crontab\Strategy\Executor)->execute(fn() => pay($case)));

    class Mailer extends \Hyperf\Process\AbstractProcess
    {
        function __construct(private $do) {}

        function handle() { return ($this->do)(); }
    }
    visit('process', fn($case) => (new Mailer(fn() => pay($case)))->bindServer());
    visit('process, handled', fn($case) => (new Mailer(fn() => handles(fn() => pay($case))))->bindServer());
}
PHP);
?>
--EXPECT--
controller: error page
controller, handled: handled
controller, no handler takes it: no answer
in another coroutine: error page
in another coroutine, handled: handled
gRPC: error page
RPC: error response
RPC, handled: handled
handshake: refused
message: logged
close: logged
go(): started
go(), handled: started
one of few: started
go() of 2.2: started
one of few of 2.2: started
timer: ticking
command: exit status 1
command that throws on: handled
job: consumed
fetching a job: next message
AMQP: dropped
AMQP, the connection: connection lost
NSQ: dropped by the consumer
NSQ, handled: handled
NSQ, subscribed by hand: dropped
Kafka: consumer begins again
crontab: failed
process: process begins again
process, handled: handled
--
controller: boundary, Hyperf\HttpServer\Server::onRequest
controller, no handler takes it: boundary, Hyperf\HttpServer\Server::onRequest
in another coroutine: boundary, Hyperf\HttpServer\Server::onRequest
gRPC: boundary, Hyperf\HttpServer\Server::onRequest
RPC: boundary, Hyperf\RpcServer\Server::onReceive
handshake: boundary, Hyperf\WebSocketServer\Server::onHandShake
message: boundary, Hyperf\WebSocketServer\Server::onMessage
close: boundary, Hyperf\WebSocketServer\Server::onClose
go(): boundary, Hyperf\Coroutine\Coroutine::{closure}
one of few: boundary, Hyperf\Coroutine\Concurrent::{closure}
go() of 2.2: boundary, Hyperf\Utils\Coroutine::{closure}
one of few of 2.2: boundary, Hyperf\Utils\Coroutine\Concurrent::{closure}
timer: boundary, Hyperf\Coordinator\Timer::{closure}
command: boundary, Hyperf\Command\Command::{closure}
job: boundary, Hyperf\AsyncQueue\Driver\Driver::{closure}
fetching a job: boundary, Hyperf\AsyncQueue\Driver\Driver::consume
AMQP: boundary, Hyperf\Amqp\Consumer::{closure}
AMQP, the connection: boundary, Hyperf\Amqp\Consumer::consume
NSQ: boundary, Hyperf\Process\AbstractProcess@anonymous::{closure}
NSQ, subscribed by hand: boundary, Hyperf\Nsq\Nsq::{closure}
Kafka: boundary, Hyperf\Process\AbstractProcess@anonymous::handle
crontab: boundary, Hyperf\Crontab\Strategy\Executor::{closure}
process: boundary, Hyperf\Process\AbstractProcess::{closure}