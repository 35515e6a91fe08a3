<?php

declare(strict_types=1);

use App\FailCommand;
use App\Fence;
use App\OrderException;
use App\StartProvider;
use App\Timetable;
use App\WorkCommand;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Configuration\Exceptions;
use Illuminate\Foundation\Configuration\Middleware;

return Application::configure(basePath: dirname(__DIR__))
    ->withProviders([StartProvider::class])
    ->withRouting(using: static fn () => require __DIR__ . '/../routes/web.php')
    ->withCommands([FailCommand::class, WorkCommand::class])
    ->withSchedule(Timetable::fill(...))
    ->withMiddleware(static function (Middleware $middleware): void {
        $middleware->append(Fence::class);
    })
    ->withExceptions(static function (Exceptions $exceptions): void {
        $exceptions->render(static function (OrderException $error) {
            return $error->getCode() === 10014 ? response('conflict', 409) : null;
        });
    })
    ->create();
