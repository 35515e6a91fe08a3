<?php

declare(strict_types=1);

namespace App\Middleware;

use App\OrderException;
use Cake\Http\Response;
use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;
use Psr\Http\Server\MiddlewareInterface;
use Psr\Http\Server\RequestHandlerInterface;

/** Stands around every request. */
final class Door implements MiddlewareInterface
{
    public function process(ServerRequestInterface $request, RequestHandlerInterface $handler): ResponseInterface
    {
        if (isset($request->getQueryParams()['closed'])) {
            throw new OrderException('closed', 10031);
        }
        try {
            return $handler->handle($request);
        } catch (OrderException $error) {
            return $error->getCode() === 10014 ? (new Response())->withStatus(409) : throw $error;
        }
    }
}
