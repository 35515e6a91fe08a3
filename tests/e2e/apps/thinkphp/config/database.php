<?php

return [
    'default' => 'sqlite',
    'connections' => [
        'sqlite' => ['type' => 'sqlite', 'database' => ':memory:', 'break_reconnect' => false],
    ],
];
