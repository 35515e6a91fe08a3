<?php

declare(strict_types=1);

namespace app\controller;

use app\OrderException;
use app\PaymentException;
use support\Request;
use support\Response;
use Webman\Exception\BusinessException;
use Workerman\Timer;

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

    public function unwound(): Response
    {
        try {
            throw new OrderException('finally gives up', 10015);
        } finally {
            return response('finally');
        }
    }

    /** Webman answers 200 with the code, and logs nothing; the configured codes decide all the same. */
    public function refused(): Response
    {
        throw new BusinessException('card expired', 10016);
    }

    /** After the answer: the worker ends, and another takes its place. */
    public function timed(): Response
    {
        Timer::add(0.01, static fn () => throw new OrderException('in a timer', 10017), persistent: false);

        return response('later');
    }

    public function type(): Response
    {
        return \strlen([]);
    }

    public function warning(): Response
    {
        return response([] . '');
    }

    public function other(): Response
    {
        throw new OrderException('not configured', 20000);
    }

    /** The last error of a test. */
    public function sentinel(): Response
    {
        throw new OrderException('the last one', 10999);
    }
}
