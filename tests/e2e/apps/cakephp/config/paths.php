<?php

declare(strict_types=1);

define('DS', DIRECTORY_SEPARATOR);
define('ROOT', dirname(__DIR__));
define('APP_DIR', 'src');
define('APP', ROOT . '/src/');
define('CONFIG', ROOT . '/config/');
define('WWW_ROOT', ROOT . '/webroot/');
define('TMP', ROOT . '/var/tmp/');
define('LOGS', ROOT . '/var/logs/');
define('CACHE', TMP);
define('RESOURCES', ROOT . '/resources/');
define('CAKE_CORE_INCLUDE_PATH', ROOT . '/vendor/cakephp/cakephp');
define('CORE_PATH', CAKE_CORE_INCLUDE_PATH . '/');
define('CAKE', CORE_PATH . 'src/');

is_dir(LOGS) || mkdir(LOGS, recursive: true);

require ROOT . '/vendor/autoload.php';
