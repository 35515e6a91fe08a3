<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class ReportController
{
    /** Holds the whole year in memory, which was enough when the shop was young. */
    public function year(ServerRequestInterface $request, ResponseInterface $response): ResponseInterface
    {
        $rows = [];
        for ($order = 0; $order < 50_000_000; $order++) {
            $rows[] = ['order' => $order, 'customer' => "customer {$order}"];
        }

        return Answer::json($response, ['orders' => count($rows)]);
    }
}
