<?php

return [
    'default' => 'sync',
    'connections' => [
        'sync' => ['type' => 'sync'],
        'database' => ['type' => 'database', 'queue' => 'default', 'table' => 'jobs', 'connection' => null],
    ],
    'failed' => ['type' => 'none'],
];
