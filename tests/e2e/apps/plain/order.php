<?php

namespace Shop;

class OrderException extends \Exception
{
}

function place(int $code): void
{
    header('X-Thrown: ' . microtime(true));
    throw new OrderException("order {$code} could not be placed", $code);
}

place((int) ($_GET['code'] ?? 10012));
