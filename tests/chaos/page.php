<?php

namespace Shop;

class OrderException extends \Exception
{
}

// What the test counts by: first that the error is about to be thrown, then that it has been.
$said = fn (string $what) => file_put_contents($_SERVER['BOOK'], "{$what} {$_GET['n']} {$_GET['code']}\n", FILE_APPEND);

register_shutdown_function(function () use ($said): void {
    $said('thrown');
    usleep((int) $_GET['hold']);
});
$said('throws');
throw new OrderException("order {$_GET['n']} could not be placed", (int) $_GET['code']);
