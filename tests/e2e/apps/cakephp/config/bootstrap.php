<?php

declare(strict_types=1);

use Cake\Cache\Cache;
use Cake\Cache\Engine\NullEngine;
use Cake\Core\Configure;
use Cake\Database\Connection;
use Cake\Database\Driver\Sqlite;
use Cake\Datasource\ConnectionManager;
use Cake\Error\ErrorTrap;
use Cake\Error\ExceptionTrap;
use Cake\Log\Engine\FileLog;
use Cake\Log\Log;
use Cake\Utility\Security;

require CORE_PATH . 'config/bootstrap.php';
require CAKE . 'functions.php';

Configure::write([
    'debug' => isset($_GET['debug']),
    'App' => [
        'namespace' => 'App', 'encoding' => 'UTF-8', 'defaultLocale' => 'en_US', 'base' => false, 'dir' => 'src',
        'webroot' => 'webroot', 'wwwRoot' => WWW_ROOT, 'fullBaseUrl' => 'http://localhost',
        'paths' => ['templates' => [ROOT . '/templates/']],
    ],
    'Error' => ['errorLevel' => E_ALL, 'skipLog' => [], 'log' => true, 'trace' => true],
]);
Cache::setConfig(array_fill_keys(['default', '_cake_core_', '_cake_model_', '_cake_routes_', '_cake_translations_'], [
    'className' => NullEngine::class,
]));
Log::setConfig('error', ['className' => FileLog::class, 'path' => LOGS, 'file' => 'error']);
ConnectionManager::setConfig('default', [
    'className' => Connection::class, 'driver' => Sqlite::class, 'database' => ':memory:',
]);
Security::setSalt(str_repeat('tests', 8));
(new ErrorTrap(Configure::read('Error')))->register();
(new ExceptionTrap(Configure::read('Error')))->register();
