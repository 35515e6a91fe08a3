<?php

// What both ways in share.

return [
    'id' => 'shop',
    'basePath' => __DIR__,
    'vendorPath' => __DIR__ . '/vendor',
    'runtimePath' => __DIR__ . '/runtime',
    'bootstrap' => ['log', 'queue'],
    'components' => [
        'db' => ['class' => yii\db\Connection::class, 'dsn' => 'sqlite::memory:'],
        'log' => ['targets' => [['class' => yii\log\FileTarget::class, 'levels' => ['error']]]],
        'queue' => ['class' => yii\queue\file\Queue::class, 'path' => '@runtime/queue', 'attempts' => 2],
    ],
];
