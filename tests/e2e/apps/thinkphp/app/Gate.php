<?php

declare(strict_types=1);

namespace app;

use think\Request;
use think\Response;

/** Middleware of one route; each method is a way to treat what is behind it. */
final class Gate
{
    public function handle(Request $request, \Closure $next, string $way): Response
    {
        return $this->$way($request, $next);
    }

    /** It never gets there: the pipeline's own catch lies between. */
    public function takes(Request $request, \Closure $next): Response
    {
        try {
            return $next($request);
        } catch (OrderException) {
            return response('taken');
        }
    }

    public function fails(Request $request, \Closure $next): Response
    {
        throw new OrderException('no entry', 10032);
    }

    public function manages(Request $request, \Closure $next): Response
    {
        try {
            throw new OrderException('by the back door', 10033);
        } catch (OrderException) {
            return response('handled');
        }
    }
}
