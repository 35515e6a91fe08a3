<?php

declare(strict_types=1);

use app\controller\Orders;
use app\Gate;
use think\facade\Route;

foreach (get_class_methods(Orders::class) as $name) {
    Route::get($name, Orders::class . '@' . $name);
}
foreach (get_class_methods(Gate::class) as $name) {
    Route::get("gate/$name", Orders::class . '@fail')->middleware(Gate::class, $name);
}
Route::miss(static fn () => throw new think\exception\HttpException(404, 'no such page'));
