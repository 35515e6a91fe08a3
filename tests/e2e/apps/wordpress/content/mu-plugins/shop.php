<?php

declare(strict_types=1);

namespace Shop;

/*
 * Plugin Name: Shop
 *
 * What the query asks for happens at the hook that it names: /?init=fail.
 */

$scheduler = __DIR__ . '/../../vendor/woocommerce/action-scheduler/action-scheduler.php';
if (is_file($scheduler) && !wp_installing()) {
    require $scheduler;
}
require __DIR__ . '/shop/errors.php';
require __DIR__ . '/shop/orders.php';
require __DIR__ . '/shop/tasks.php';

if (isset($_GET['due'])) {
    wp_schedule_single_event(time() - 1, "shop_{$_GET['due']}");
}

if (isset($_GET['early'])) {
    Orders::{$_GET['early']}();
}

foreach (['init', 'template_redirect', 'wp_footer', 'shutdown'] as $hook) {
    if (isset($_GET[$hook])) {
        add_action($hook, [Orders::class, $_GET[$hook]]);
    }
}

add_shortcode('price', [Orders::class, 'price']);
add_shortcode('offer', [Orders::class, 'handled']);

if (defined('WP_CLI')) {
    require __DIR__ . '/shop/command.php';
    \WP_CLI::add_command('shop', Command::class);
}

add_action('wp_ajax_nopriv_pay', [Orders::class, 'fail']);

add_action('rest_api_init', static function (): void {
    foreach (['fail', 'handled', 'refused', 'type'] as $name) {
        register_rest_route('shop/v1', "/$name", [
            'callback' => [Orders::class, $name],
            'permission_callback' => '__return_true',
        ]);
    }
});
