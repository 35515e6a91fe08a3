<?php

declare(strict_types=1);

namespace App;

use Illuminate\Http\Request;
use Symfony\Component\HttpFoundation\Response;

/** Stands around every request. */
final class Fence
{
    public function handle(Request $request, \Closure $next): Response
    {
        if ($request->has('fence')) {
            throw new OrderException('closed', 10031);
        }

        return $next($request);
    }
}
