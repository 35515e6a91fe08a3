<?php

declare(strict_types=1);

namespace App\Filters;

use App\OrderException;
use CodeIgniter\Filters\FilterInterface;
use CodeIgniter\HTTP\RequestInterface;
use CodeIgniter\HTTP\ResponseInterface;

/** Stands around a route. */
final class Door implements FilterInterface
{
    public function before(RequestInterface $request, $arguments = null)
    {
        return match ($arguments[0]) {
            'closed' => throw new OrderException('closed', 10031),
            'ajar' => $this->handled(),
            default => null,
        };
    }

    public function after(RequestInterface $request, ResponseInterface $response, $arguments = null)
    {
        if ($arguments[0] === 'after') {
            throw new OrderException('closed behind it', 10034);
        }
    }

    private function handled(): void
    {
        try {
            throw new OrderException('by the back door', 10033);
        } catch (OrderException) {
        }
    }
}
