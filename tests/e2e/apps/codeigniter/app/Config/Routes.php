<?php

use App\Controllers\Orders;
use App\Filters\Door;

foreach (get_class_methods(Orders::class) as $name) {
    if ($name !== 'initController') {
        $routes->get($name, [Orders::class, $name]);
    }
}
foreach (['closed', 'ajar', 'after'] as $way) {
    $routes->get("door/$way", [Orders::class, 'handled'], ['filter' => Door::class . ":$way"]);
}
