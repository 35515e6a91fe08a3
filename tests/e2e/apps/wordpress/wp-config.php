<?php

// Beside the core, which comes from Debian's package.  WordPress looks here, one level above it.

define('DB_NAME', 'test');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . $_SERVER['SITE_SOCKET']);
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');

define('WP_HOME', 'http://localhost');
define('WP_SITEURL', 'http://localhost');
define('WP_CONTENT_DIR', __DIR__ . '/content');
define('WP_CONTENT_URL', 'http://localhost/content');
define('WP_DEFAULT_THEME', 'shop');
define('DISABLE_WP_CRON', true);
define('WP_CRON_LOCK_TIMEOUT', 0); // an event that failed holds up the next for a minute
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);

foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", 'tests');
    define("{$name}_SALT", 'tests');
}

$table_prefix = 'wp_';

defined('ABSPATH') || define('ABSPATH', __DIR__ . '/core/');

require_once ABSPATH . 'wp-settings.php';
