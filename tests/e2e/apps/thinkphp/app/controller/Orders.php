<?php

declare(strict_types=1);

namespace app\controller;

use app\OrderException;
use app\Parcel;
use app\PaymentException;
use think\exception\Handle;
use think\exception\HttpException;
use think\exception\ValidateException;
use think\facade\Db;
use think\facade\Queue;
use think\facade\View;
use think\Response;

/** Each method is a route. */
final class Orders
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
            return response('handled');
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

    /** The application's handler has an answer for it. */
    public function rendered(): Response
    {
        throw new OrderException('for the handler', 10014);
    }

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return response('finally');
        }
    }

    public function viewed(): Response
    {
        return response(View::fetch('orders/receipt'));
    }

    public function transaction(): Response
    {
        return Db::transaction(static fn () => throw new OrderException('rolled back', 10040));
    }

    public function transaction_handled(): Response
    {
        try {
            return Db::transaction(static fn () => throw new OrderException('rolled back', 10041));
        } catch (OrderException) {
            return response('handled');
        }
    }

    public function query(): Response
    {
        return json(Db::query('select total from no_such_table'));
    }

    public function query_handled(): Response
    {
        try {
            return $this->query();
        } catch (\Exception) {
            return response('handled');
        }
    }

    public function reported(): Response
    {
        try {
            throw new OrderException('worth a line in the log', 10042);
        } catch (OrderException $error) {
            app(Handle::class)->report($error);
        }

        return response('reported');
    }

    public function queued_at_once(): Response
    {
        Queue::push(Parcel::class, 'number');

        return response('delivered');
    }

    public function absent(): Response
    {
        throw new HttpException(404, 'no such order');
    }

    public function aborted(): Response
    {
        abort(response('aborted', 202));
    }

    public function validated(): Response
    {
        throw new ValidateException('no card');
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function warning(): Response
    {
        return response([] . '');
    }

    public function memory(): Response
    {
        ini_set('memory_limit', '48M');

        return response(str_repeat('x', 64 << 20));
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }
}
