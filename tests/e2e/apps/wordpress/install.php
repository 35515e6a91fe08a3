<?php

// Makes the tables, as the page of the installer does.

const WP_INSTALLING = true;
$_SERVER['HTTP_HOST'] = 'localhost';

require __DIR__ . '/core/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('Shop', 'keeper', 'keeper@example.org', true, '', 'secret');
switch_theme('shop');
