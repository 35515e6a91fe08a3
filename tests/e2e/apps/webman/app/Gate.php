<?php

declare(strict_types=1);

namespace app;

use Webman\Http\Request;
use Webman\Http\Response;
use Webman\MiddlewareInterface;

/** Middleware; the last word of the path is a way to treat what is behind it. */
final class Gate implements MiddlewareInterface
{
    public function process(Request $request, callable $handler): Response
    {
        return $this->{basename($request->path())}($request, $handler);
    }

    /** It never gets there: each layer has a catch of its own. */
    private function takes(Request $request, callable $handler): Response
    {
        try {
            return $handler($request);
        } catch (OrderException) {
            return response('taken');
        }
    }

    private function fails(): Response
    {
        throw new OrderException('no entry', 10032);
    }

    private function manages(): Response
    {
        try {
            throw new OrderException('by the back door', 10033);
        } catch (OrderException) {
            return response('handled');
        }
    }
}
