<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class ImageController
{
    private const LIMIT = 64 * 1024;

    public function upload(ServerRequestInterface $request, ResponseInterface $response): ResponseInterface
    {
        $size = strlen((string) $request->getBody());
        if ($size > self::LIMIT) {
            throw new ShopException("a picture of {$size} bytes is too large", ShopException::IMAGE_TOO_LARGE);
        }

        return Answer::json($response, ['size' => $size], 201);
    }
}
