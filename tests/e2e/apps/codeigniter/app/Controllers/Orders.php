<?php

declare(strict_types=1);

namespace App\Controllers;

use App\OrderException;
use App\PaymentException;
use CodeIgniter\Controller;
use CodeIgniter\Exceptions\PageNotFoundException;
use CodeIgniter\HTTP\Exceptions\RedirectException;

/** Each method is a route. */
final class Orders extends Controller
{
    public function fail(): string
    {
        throw new OrderException('sold out', 10012);
    }

    public function handled(): string
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return 'handled';
        }
    }

    public function wrapped(): string
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public function unwound(): string
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return 'finally';
        }
    }

    public function viewed(): string
    {
        return view('receipt');
    }

    public function query(): string
    {
        return (string) db_connect()->query('select total from no_such_table')->getRow()->total;
    }

    public function query_handled(): string
    {
        try {
            return $this->query();
        } catch (\Exception) {
            return 'handled';
        }
    }

    public function reported(): string
    {
        try {
            throw new OrderException('worth a line in the log', 10042);
        } catch (OrderException $error) {
            log_message('error', (string) $error);
        }

        return 'reported';
    }

    public function absent(): string
    {
        throw PageNotFoundException::forPageNotFound();
    }

    public function redirected(): string
    {
        throw new RedirectException('handled');
    }

    public function type(): string
    {
        return (string) \strlen([]);
    }

    public function warning(): string
    {
        return [] . '';
    }

    public function memory(): string
    {
        ini_set('memory_limit', '48M');

        return str_repeat('x', 64 << 20);
    }

    public function other(): string
    {
        throw new OrderException('not configured', 20000);
    }
}
