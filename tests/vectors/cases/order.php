<?php
// A business code under two wrappers; UTF-8 in the message.
namespace Shop;

final class OrderException extends \RuntimeException
{
}

function pay(int $order): never
{
    throw new OrderException("订单 $order 支付失败", 10012);
}

final class Checkout
{
    public function submit(): void
    {
        try {
            pay(7);
        } catch (OrderException $e) {
            throw new \LogicException('checkout failed', 0, $e);
        }
    }
}

(new Checkout())->submit();
