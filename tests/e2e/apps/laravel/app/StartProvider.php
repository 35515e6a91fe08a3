<?php

declare(strict_types=1);

namespace App;

use Illuminate\Support\ServiceProvider;

/** Fails while the application starts, when asked to. */
final class StartProvider extends ServiceProvider
{
    public function boot(): void
    {
        if (isset($_GET['boot'])) {
            throw new OrderException('no such shop', 10030);
        }
    }
}
