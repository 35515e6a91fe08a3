<?php

declare(strict_types=1);

namespace App;

use Illuminate\Foundation\Support\Providers\RouteServiceProvider;

final class RouteProvider extends RouteServiceProvider
{
    public function map(): void
    {
        require base_path('routes/web.php');
    }
}
