/*
 * boundary_table -- errnotice.boundaries = auto: the catches at which frameworks end an exception's way.
 *
 * To be included where X is defined:
 *
 * X(boundary, framework and its versions, what runs there, where the catch stands in the package)
 *
 * Only frames whose catch is the end: one that always throws again is not in here,
 * one that sometimes does may be (what is thrown again is judged anew).  A name is
 * written as the framework declares it, and that is how it is looked for.  After a
 * change run tools/frameworks: docs/frameworks.md shows the same rows.
 */
/* clang-format off */

/* Laravel */
X("Illuminate\\Pipeline\\Pipeline::{closure}@Illuminate\\Routing\\Pipeline", "Laravel 8 to 13", "HTTP: controllers, middleware", "Illuminate/Pipeline/Pipeline.php")
X("Illuminate\\Foundation\\Http\\Kernel::handle", "Laravel 8 to 13", "HTTP: outside middleware", "Illuminate/Foundation/Http/Kernel.php")
X("Illuminate\\Routing\\ResponseFactory::{closure}", "Laravel 13", "HTTP: event streams", "Illuminate/Routing/ResponseFactory.php")
X("Illuminate\\Foundation\\Console\\Kernel::handle", "Laravel 8 to 13", "console", "Illuminate/Foundation/Console/Kernel.php")
X("Illuminate\\Queue\\Worker::runJob", "Laravel 8 to 13", "queue: jobs, each attempt", "Illuminate/Queue/Worker.php")
X("Illuminate\\Queue\\Worker::getNextJob", "Laravel 8 to 13", "queue: fetching a job", "Illuminate/Queue/Worker.php")
X("Illuminate\\Bus\\Batch::invokeHandlerCallback", "Laravel 8 to 13", "queue: callbacks of a batch", "Illuminate/Bus/Batch.php")
X("Illuminate\\Bus\\PendingBatch::{closure}", "Laravel 10 to 13", "queue: callbacks before a batch", "Illuminate/Bus/PendingBatch.php")
X("Illuminate\\Console\\Scheduling\\ScheduleRunCommand::runEvent", "Laravel 8", "scheduler", "Illuminate/Console/Scheduling/ScheduleRunCommand.php")
X("Illuminate\\Console\\Scheduling\\ScheduleRunCommand::{closure}", "Laravel 9 to 13", "scheduler", "Illuminate/Console/Scheduling/ScheduleRunCommand.php")

/* Lumen */
X("Laravel\\Lumen\\Routing\\Pipeline::{closure}", "Lumen 8 to 10", "HTTP: controllers, middleware", "Routing/Pipeline.php")
X("Illuminate\\Pipeline\\Pipeline::{closure}@Laravel\\Lumen\\Routing\\Pipeline", "Lumen 8 to 10", "HTTP: middleware", "Illuminate/Pipeline/Pipeline.php")
X("Laravel\\Lumen\\Application::dispatch", "Lumen 8 to 10", "HTTP: without middleware", "Concerns/RoutesRequests.php")
X("Laravel\\Lumen\\Console\\Kernel::handle", "Lumen 8 to 10", "console", "Console/Kernel.php")

/* Laravel Octane */
X("Laravel\\Octane\\Worker::handle", "Octane 1, 2", "HTTP: after the response", "Worker.php")
X("Laravel\\Octane\\Worker::handleTick", "Octane 1, 2", "ticks", "Worker.php")
X("Laravel\\Octane\\Swoole\\InvokeTickCallable::__invoke", "Octane 1, 2", "ticks", "Swoole/InvokeTickCallable.php")

/* Symfony */
X("Symfony\\Component\\HttpKernel\\HttpKernel::handle", "Symfony 5.4 to 8", "HTTP", "HttpKernel/HttpKernel.php")
X("Symfony\\Component\\Console\\Application::run", "Symfony 5.4 to 8", "console", "Console/Application.php")
X("Symfony\\Component\\Messenger\\Worker::handleMessage", "Symfony 5.4 to 8", "Messenger, each attempt", "Messenger/Worker.php")
X("Symfony\\Component\\Messenger\\Worker::flush", "Symfony 5.4 to 8", "Messenger: batch handlers", "Messenger/Worker.php")

/* Slim */
X("Slim\\App::process", "Slim 3", "HTTP", "Slim/App.php")
X("Slim\\Middleware\\ErrorMiddleware::process", "Slim 4", "HTTP", "Slim/Middleware/ErrorMiddleware.php")

/* ThinkPHP */
X("think\\Pipeline::{closure}", "ThinkPHP 6, 8", "HTTP: controllers, middleware", "think/Pipeline.php")
X("think\\Http::run", "ThinkPHP 6, 8", "HTTP: outside middleware", "think/Http.php")
X("think\\Console::run", "ThinkPHP 6, 8", "console", "think/Console.php")
X("think\\queue\\Worker::runJob", "think-queue 3", "queue: jobs, each attempt", "queue/Worker.php")
X("think\\queue\\Worker::getNextJob", "think-queue 3", "queue: fetching a job", "queue/Worker.php")
X("think\\swoole\\Manager::{closure}", "think-swoole 3.1, 4", "HTTP, WebSocket", "concerns/InteractsWithHttp.php")
X("think\\swoole\\Sandbox::run", "think-swoole 4.0.11", "anything in a sandbox", "Sandbox.php")
X("think\\swoole\\Manager::runInSandbox", "think-swoole 3.1, 4", "anything in a sandbox", "concerns/WithApplication.php")
X("think\\swoole\\rpc\\server\\Dispatcher::dispatch", "think-swoole 3.1, 4", "RPC", "rpc/server/Dispatcher.php")

/* Yii */
X("yii\\base\\ErrorHandler::handleException", "Yii 2", "HTTP, console: the page for errors", "base/ErrorHandler.php")
X("yii\\queue\\Queue::handleMessage", "yii2-queue 2", "queue: jobs, each attempt", "Queue.php")
X("Yiisoft\\ErrorHandler\\Middleware\\ErrorCatcher::process", "Yii 3 (error-handler 1 to 4)", "HTTP", "Middleware/ErrorCatcher.php")
X("Yiisoft\\Yii\\Runner\\Console\\ConsoleApplicationRunner::run", "Yii 3 (yii-runner-console 2)", "console", "ConsoleApplicationRunner.php")
X("Yiisoft\\Queue\\Worker\\Worker::process", "Yii 3 (queue)", "queue: messages, each attempt", "Worker/Worker.php")

/* CakePHP */
X("Cake\\Error\\Middleware\\ErrorHandlerMiddleware::process", "CakePHP 4, 5", "HTTP", "Error/Middleware/ErrorHandlerMiddleware.php")
X("Cake\\Error\\Middleware\\ErrorHandlerMiddleware::handleException", "CakePHP 4, 5", "HTTP: the page for errors", "Error/Middleware/ErrorHandlerMiddleware.php")
X("Cake\\Error\\ExceptionTrap::handleException", "CakePHP 4.4, 5", "HTTP, console: the page for errors", "Error/ExceptionTrap.php")
X("Cake\\View\\Cell::__toString", "CakePHP 4, 5", "HTTP: view cells", "View/Cell.php")
X("Cake\\Queue\\Queue\\Processor::process", "cakephp/queue 1", "queue: jobs, each attempt", "Queue/Processor.php")
X("Cake\\Queue\\Job\\SendMailJob::execute", "cakephp/queue 1", "queue: mails", "Job/SendMailJob.php")

/* CodeIgniter */
X("CodeIgniter\\Queue\\Commands\\QueueWork::handleWork", "CodeIgniter 4 queue", "queue: jobs, each attempt", "Commands/QueueWork.php")
X("CodeIgniter\\Commands\\Database\\Migrate::run", "CodeIgniter 4", "console: migrations", "Commands/Database/Migrate.php")
X("CodeIgniter\\Commands\\Database\\MigrateRollback::run", "CodeIgniter 4", "console: migrations", "Commands/Database/MigrateRollback.php")
X("CodeIgniter\\Commands\\Database\\Seed::run", "CodeIgniter 4", "console: seeds", "Commands/Database/Seed.php")

/* Hyperf */
X("Hyperf\\HttpServer\\Server::onRequest", "Hyperf 2.2, 3", "HTTP, gRPC, JSON-RPC over HTTP", "http-server/src/Server.php")
X("Hyperf\\RpcServer\\Server::onReceive", "Hyperf 2.2, 3", "RPC", "rpc-server/src/Server.php")
X("Hyperf\\WebSocketServer\\Server::onHandShake", "Hyperf 2.2, 3", "WebSocket", "websocket-server/src/Server.php")
X("Hyperf\\WebSocketServer\\Server::onMessage", "Hyperf 2.2, 3", "WebSocket", "websocket-server/src/Server.php")
X("Hyperf\\WebSocketServer\\Server::onClose", "Hyperf 2.2, 3", "WebSocket", "websocket-server/src/Server.php")
X("Hyperf\\Coroutine\\Coroutine::{closure}", "Hyperf 3", "go(), defer()", "coroutine/src/Coroutine.php")
X("Hyperf\\Coroutine\\Concurrent::{closure}", "Hyperf 3", "limited coroutines", "coroutine/src/Concurrent.php")
X("Hyperf\\Utils\\Coroutine::{closure}", "Hyperf 2.2", "go()", "utils/src/Coroutine.php")
X("Hyperf\\Utils\\Coroutine\\Concurrent::{closure}", "Hyperf 2.2", "limited coroutines", "utils/src/Coroutine/Concurrent.php")
X("Hyperf\\Coordinator\\Timer::{closure}", "Hyperf 3", "timers", "coordinator/src/Timer.php")
X("Hyperf\\Command\\Command::{closure}", "Hyperf 2.2, 3", "console", "command/src/Command.php")
X("Hyperf\\AsyncQueue\\Driver\\Driver::{closure}", "Hyperf 2.2, 3", "queue: jobs, each attempt", "async-queue/src/Driver/Driver.php")
X("Hyperf\\AsyncQueue\\Driver\\Driver::consume", "Hyperf 2.2, 3", "queue: fetching a job", "async-queue/src/Driver/Driver.php")
X("Hyperf\\Amqp\\Consumer::{closure}", "Hyperf 2.2, 3", "queue: AMQP", "amqp/src/Consumer.php")
X("Hyperf\\Amqp\\Consumer::consume", "Hyperf 2.2, 3", "queue: the AMQP connection", "amqp/src/Consumer.php")
X("Hyperf\\Nsq\\Nsq::{closure}", "Hyperf 2.2, 3", "queue: NSQ", "nsq/src/Nsq.php")
X("Hyperf\\Process\\AbstractProcess@anonymous::{closure}", "Hyperf 2.2, 3", "queue: NSQ, NATS", "nsq/src/ConsumerManager.php")
X("Hyperf\\Process\\AbstractProcess@anonymous::handle", "Hyperf 3", "queue: Kafka", "kafka/src/ConsumerManager.php")
X("Hyperf\\Process\\AbstractProcess::{closure}", "Hyperf 2.2, 3", "processes", "process/src/AbstractProcess.php")
X("Hyperf\\Crontab\\Strategy\\Executor::{closure}", "Hyperf 2.2, 3", "crontab", "crontab/src/Strategy/Executor.php")

/* Laminas, Mezzio */
X("Laminas\\Mvc\\DispatchListener::onDispatch", "laminas-mvc 3", "HTTP: controllers", "DispatchListener.php")
X("Laminas\\Mvc\\MiddlewareListener::onDispatch", "laminas-mvc 3", "HTTP: middleware", "MiddlewareListener.php")
X("Laminas\\Mvc\\Middleware\\MiddlewareListener::onDispatch", "laminas-mvc-middleware 2", "HTTP: middleware", "MiddlewareListener.php")
X("Laminas\\Mvc\\View\\Http\\DefaultRenderingStrategy::render", "laminas-mvc 3", "HTTP: views", "View/Http/DefaultRenderingStrategy.php")
X("Laminas\\Stratigility\\Middleware\\ErrorHandler::process", "Mezzio 3 (stratigility 3)", "HTTP", "Middleware/ErrorHandler.php")

/* Phalcon: in C, where what leaves the frame counts, too */
X("Phalcon\\Dispatcher\\AbstractDispatcher::dispatch", "Phalcon 5", "HTTP, console: what leaves it", "Dispatcher/AbstractDispatcher.zep")
X("Phalcon\\Mvc\\Micro::handle", "Phalcon 5", "HTTP: what leaves it", "Mvc/Micro.zep")
X("Phalcon\\ADR\\Application::handle", "Phalcon 5.18", "HTTP: actions", "ADR/Application.zep")
X("Phalcon\\ADR\\Front\\AbstractHttpFront::run", "Phalcon 5.18", "HTTP: outside actions", "ADR/Front/AbstractHttpFront.zep")
X("Phalcon\\Queue\\Consumer\\QueueConsumer::process", "Phalcon 5.18", "queue", "Queue/Consumer/QueueConsumer.zep")

/* Webman, Workerman */
X("Webman\\App::onMessage", "Webman 1.3 to 2", "HTTP: without middleware", "App.php")
X("Webman\\App::{closure}", "Webman 1.3 to 2", "HTTP: with middleware", "App.php")
X("Webman\\App::exceptionResponse", "Webman 1.3 to 2", "HTTP: the page for errors", "App.php")
X("Workerman\\RedisQueue\\Client::{closure}", "workerman/redis-queue 1", "queue: messages, each attempt", "Client.php")
X("Workerman\\Worker::run", "Workerman 4, 5.0", "onWorkerStart", "Worker.php")
X("Workerman\\Worker::{closure}", "Workerman 5.1", "onWorkerStart", "Worker.php")
X("Workerman\\Worker::acceptConnection", "Workerman 4", "onConnect", "Worker.php")
X("Workerman\\Worker::acceptTcpConnection", "Workerman 5", "onConnect", "Worker.php")
X("Workerman\\Worker::acceptUdpConnection", "Workerman 4, 5", "onMessage over UDP", "Worker.php")
X("Workerman\\Worker::reload", "Workerman 4, 5", "onWorkerReload, onMasterReload", "Worker.php")
X("Workerman\\Worker::stop", "Workerman 4, 5", "onWorkerStop", "Worker.php")
X("Workerman\\Connection\\TcpConnection::baseRead", "Workerman 4, 5", "onMessage", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::baseWrite", "Workerman 4, 5", "onBufferDrain", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::send", "Workerman 4, 5", "onError", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::checkBufferWillFull", "Workerman 4, 5", "onBufferFull", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::bufferIsFull", "Workerman 4, 5", "onError", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::doSslHandshake", "Workerman 4", "onSslHandshake", "Connection/TcpConnection.php")
X("Workerman\\Connection\\TcpConnection::destroy", "Workerman 4, 5", "onClose", "Connection/TcpConnection.php")
X("Workerman\\Connection\\AsyncTcpConnection::checkConnection", "Workerman 4, 5", "onConnect of a client", "Connection/AsyncTcpConnection.php")
X("Workerman\\Connection\\AsyncTcpConnection::emitError", "Workerman 4, 5", "onError of a client", "Connection/AsyncTcpConnection.php")
X("Workerman\\Connection\\AsyncUdpConnection::baseRead", "Workerman 4, 5", "onMessage of a client", "Connection/AsyncUdpConnection.php")
X("Workerman\\Connection\\AsyncUdpConnection::connect", "Workerman 4, 5", "onConnect of a client", "Connection/AsyncUdpConnection.php")
X("Workerman\\Connection\\AsyncUdpConnection::close", "Workerman 4, 5", "onClose of a client", "Connection/AsyncUdpConnection.php")
X("Workerman\\Protocols\\Websocket::input", "Workerman 4, 5", "onWebSocketPing, onWebSocketClose", "Protocols/Websocket.php")
X("Workerman\\Protocols\\Websocket::dealHandshake", "Workerman 4, 5", "onWebSocketConnect", "Protocols/Websocket.php")
X("Workerman\\Protocols\\Ws::input", "Workerman 4, 5", "onWebSocketPing of a client", "Protocols/Ws.php")
X("Workerman\\Protocols\\Ws::dealHandshake", "Workerman 4, 5", "onWebSocketConnect of a client", "Protocols/Ws.php")
X("Workerman\\Timer::tick", "Workerman 4, 5", "timers without an event loop", "Timer.php")
X("Workerman\\Events\\Select::tick", "Workerman 4", "timers", "Events/Select.php")
X("Workerman\\Events\\Select::safeCall", "Workerman 5", "timers, events", "Events/Select.php")
X("Workerman\\Events\\Event::timerCallback", "Workerman 4", "timers", "Events/Event.php")
X("Workerman\\Events\\Event::safeCall", "Workerman 5", "timers, events", "Events/Event.php")
X("Workerman\\Events\\Ev::timerCallback", "Workerman 4", "timers", "Events/Ev.php")
X("Workerman\\Events\\Ev::safeCall", "Workerman 5", "timers, events", "Events/Ev.php")
X("Workerman\\Events\\Swoole::{closure}", "Workerman 4, 5.1", "timers, events", "Events/Swoole.php")
X("Workerman\\Events\\Swoole::safeCall", "Workerman 5.0", "timers, events", "Events/Swoole.php")
X("Workerman\\Events\\Swow::{closure}", "Workerman 5.1", "timers, events", "Events/Swow.php")

/* WordPress */
X("ActionScheduler_Abstract_QueueRunner::process_action", "Action Scheduler 3", "queue: actions", "abstracts/ActionScheduler_Abstract_QueueRunner.php")
X("ActionScheduler_WPCLI_Scheduler_command::run", "Action Scheduler 3", "console: the queue itself", "ActionScheduler_WPCLI_Scheduler_command.php")
X("WP_CLI\\Runner::run_command", "WP-CLI 3", "console", "WP_CLI/Runner.php")
X("WP_Ability::invoke_callback", "WordPress 7.1", "abilities", "abilities-api/class-wp-ability.php")
X("WP_Interactivity_API::evaluate", "WordPress 6.9", "derived state of blocks", "interactivity-api/class-wp-interactivity-api.php")
X("wp_finalize_template_enhancement_output_buffer", "WordPress 6.9", "filters of the whole page", "template.php")

/* RoadRunner */
X("Spiral\\Http\\Middleware\\ErrorHandlerMiddleware::process", "Spiral 3", "HTTP", "Http/src/Middleware/ErrorHandlerMiddleware.php")
X("Spiral\\Console\\ConsoleDispatcher::serve", "Spiral 3", "console", "Framework/Console/ConsoleDispatcher.php")
X("Spiral\\RoadRunnerBridge\\Http\\Dispatcher::serve", "roadrunner-bridge 2, 3", "HTTP under RoadRunner", "Http/Dispatcher.php")
X("Spiral\\RoadRunnerBridge\\Queue\\Dispatcher::serve", "roadrunner-bridge 3", "queue: jobs, each attempt", "Queue/Dispatcher.php")
X("Spiral\\RoadRunnerBridge\\Tcp\\Server::serve", "roadrunner-bridge 3", "TCP under RoadRunner", "Tcp/Server.php")
X("Baldinof\\RoadRunnerBundle\\Worker\\HttpWorker::start", "roadrunner-bundle 2, 3", "Symfony under RoadRunner", "Worker/HttpWorker.php")
X("Runtime\\RoadRunnerNyholm\\Runner::run", "php-runtime", "PSR-15 under RoadRunner", "roadrunner-nyholm/src/Runner.php")
X("Runtime\\RoadRunnerSymfonyNyholm\\Runner::run", "php-runtime", "Symfony under RoadRunner", "roadrunner-symfony-nyholm/src/Runner.php")
