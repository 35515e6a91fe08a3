<?php

declare(strict_types=1);

namespace App\Controller;

use App\OrderException;
use App\PaymentException;
use Cake\Controller\Controller;
use Cake\Datasource\ConnectionManager;
use Cake\Http\Exception\ForbiddenException;
use Cake\Http\Exception\NotFoundException;
use Cake\Http\Exception\RedirectException;
use Cake\Http\Exception\ServiceUnavailableException;
use Cake\Http\Response;
use Cake\Log\Log;

/** Each method is a page. */
final class OrdersController extends Controller
{
    public function fail(): Response
    {
        throw new OrderException('sold out', 10012);
    }

    public function handled(): Response
    {
        try {
            throw new OrderException('try the next shop', 10013);
        } catch (OrderException) {
            return new Response(['body' => 'handled']);
        }
    }

    public function wrapped(): Response
    {
        try {
            throw new PaymentException('card refused', 'ORDER_402');
        } catch (PaymentException $error) {
            throw new \RuntimeException('payment failed', 0, $error);
        }
    }

    public function bubble(): Response
    {
        throw new OrderException('for the middleware', 10014);
    }

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return new Response(['body' => 'finally']);
        }
    }

    public function receipt(): void
    {
    }

    public function transaction(): Response
    {
        return ConnectionManager::get('default')
            ->transactional(static fn () => throw new OrderException('rolled back', 10040));
    }

    public function transactionHandled(): Response
    {
        try {
            return $this->transaction();
        } catch (OrderException) {
            return new Response(['body' => 'handled']);
        }
    }

    public function query(): Response
    {
        return new Response(['body' => ConnectionManager::get('default')->execute('select total from no_such_table')]);
    }

    public function reported(): Response
    {
        try {
            throw new OrderException('worth a line in the log', 10042);
        } catch (OrderException $error) {
            Log::error((string) $error);
        }

        return new Response(['body' => 'reported']);
    }

    public function absent(): Response
    {
        throw new NotFoundException('no such order');
    }

    public function denied(): Response
    {
        throw new ForbiddenException('not yours');
    }

    public function unavailable(): Response
    {
        throw new ServiceUnavailableException('come back later');
    }

    public function redirected(): Response
    {
        throw new RedirectException('/handled');
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function memory(): Response
    {
        ini_set('memory_limit', '48M');

        return new Response(['body' => str_repeat('x', 64 << 20)]);
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }
}
