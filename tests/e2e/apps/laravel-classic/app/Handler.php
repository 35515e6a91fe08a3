<?php

declare(strict_types=1);

namespace App;

use Illuminate\Foundation\Exceptions\Handler as BaseHandler;

final class Handler extends BaseHandler
{
    public function register(): void
    {
        $this->renderable(static function (OrderException $error) {
            return $error->getCode() === 10014 ? response('conflict', 409) : null;
        });
    }
}
