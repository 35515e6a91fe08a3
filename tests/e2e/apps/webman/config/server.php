<?php

return [
    'listen' => 'http://127.0.0.1:' . getenv('PORT'),
    'name' => 'shop',
    'count' => 1,
    'event_loop' => Workerman\Events\Select::class,
    'stop_timeout' => 2,
    'pid_file' => runtime_path() . '/shop.pid',
    'status_file' => runtime_path() . '/shop.status',
    'stdout_file' => runtime_path() . '/logs/stdout.log',
    'log_file' => runtime_path() . '/logs/workerman.log',
];
