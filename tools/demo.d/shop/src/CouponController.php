<?php

declare(strict_types=1);

namespace Shop;

use Psr\Http\Message\ResponseInterface;
use Psr\Http\Message\ServerRequestInterface;

final class CouponController
{
    /** @param array{name: string} $arguments */
    public function redeem(ServerRequestInterface $request, ResponseInterface $response, array $arguments): ResponseInterface
    {
        try {
            $this->check($arguments['name']);
        } catch (ShopException $error) {
            return Answer::json($response, ['error' => $error->getMessage()], 422);
        }

        return Answer::json($response, ['discount' => 10]);
    }

    private function check(string $name): void
    {
        if ($name !== 'AUTUMN') {
            throw new ShopException("优惠券 {$name} 已过期 (expired)", ShopException::COUPON_EXPIRED);
        }
    }
}
