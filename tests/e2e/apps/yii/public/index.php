<?php

declare(strict_types=1);

define('YII_DEBUG', isset($_GET['debug']));

require __DIR__ . '/../vendor/autoload.php';
require __DIR__ . '/../vendor/yiisoft/yii2/Yii.php';

$config = yii\helpers\ArrayHelper::merge(require __DIR__ . '/../config.php', [
    'aliases' => ['@bower' => '@vendor/bower-asset', '@npm' => '@vendor/npm-asset'],
    'components' => [
        'errorHandler' => ['errorAction' => isset($_GET['page']) ? "orders/{$_GET['page']}" : 'orders/error'],
        'request' => ['cookieValidationKey' => 'tests', 'enableCsrfValidation' => false],
        'urlManager' => ['enablePrettyUrl' => true, 'showScriptName' => false, 'rules' => ['<action>' => 'orders/<action>']],
    ],
]);
(new yii\web\Application($config))->run();
