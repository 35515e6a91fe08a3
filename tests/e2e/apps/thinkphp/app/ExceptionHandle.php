<?php

declare(strict_types=1);

namespace app;

use think\exception\Handle;
use think\Request;
use think\Response;

/** As every application has one: it gives its own errors an answer of their own. */
final class ExceptionHandle extends Handle
{
    public function render(Request $request, \Throwable $e): Response
    {
        return $e instanceof OrderException && $e->getCode() === 10014
            ? json(['code' => $e->getCode()], 200)
            : parent::render($request, $e);
    }
}
