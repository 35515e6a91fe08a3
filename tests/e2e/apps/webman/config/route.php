<?php

declare(strict_types=1);

use app\controller\Orders;
use app\Gate;
use Webman\Route;

foreach (get_class_methods(Orders::class) as $name) {
    Route::get("/$name", [Orders::class, $name]);
}
foreach (['takes', 'fails', 'manages'] as $way) {
    Route::get("/gate/$way", [Orders::class, 'fail'])->middleware(Gate::class);
}
Route::disableDefaultRoute();
