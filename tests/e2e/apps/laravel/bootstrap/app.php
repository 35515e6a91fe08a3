<?php

declare(strict_types=1);

use App\FailCommand;
use App\Fence;
use App\Gate;
use App\OrderException;
use App\Orders;
use App\StartProvider;
use App\Timetable;
use App\WorkCommand;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Configuration\Exceptions;
use Illuminate\Foundation\Configuration\Middleware;
use Illuminate\Support\Facades\Route;

return Application::configure(basePath: dirname(__DIR__))
    ->withProviders([StartProvider::class])
    ->withRouting(using: static function (): void {
        foreach (get_class_methods(Orders::class) as $name) {
            Route::get('/' . $name, [Orders::class, $name]);
        }
        foreach (get_class_methods(Gate::class) as $name) {
            Route::get('/gate/' . $name, [Orders::class, 'fail'])->middleware(Gate::class . ':' . $name);
        }
    })
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
