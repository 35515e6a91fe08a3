<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;

final class Answer
{
    /** @param array<string, mixed> $data */
    public static function json(ResponseInterface $response, array $data, int $status = 200): ResponseInterface
    {
        $response->getBody()->write(json_encode($data, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE));

        return $response->withStatus($status)->withHeader('Content-Type', 'application/json');
    }
}
