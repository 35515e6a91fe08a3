<?php

declare(strict_types=1);

use App\Gate;
use App\Orders;
use Illuminate\Support\Facades\Route;

foreach (get_class_methods(Orders::class) as $name) {
    Route::get('/' . $name, [Orders::class, $name]);
}
foreach (get_class_methods(Gate::class) as $name) {
    Route::get('/gate/' . $name, [Orders::class, 'fail'])->middleware(Gate::class . ':' . $name);
}
