<?php

declare(strict_types=1);

namespace app;

use think\Request;
use think\Response;

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

    /** After the answer, and once more after that of ThinkPHP's exception handler. */
    public function end(Response $response): void
    {
        if (isset($_GET['late']) && $response->getCode() === 200) {
            throw new OrderException('after the answer', 10017);
        }
    }
}
