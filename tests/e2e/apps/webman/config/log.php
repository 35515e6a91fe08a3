<?php

return [
    'default' => ['handlers' => [[
        'class' => Monolog\Handler\StreamHandler::class,
        'constructor' => [runtime_path() . '/logs/shop.log'],
    ]]],
];
