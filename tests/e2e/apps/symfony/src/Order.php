<?php

declare(strict_types=1);

namespace App;

final class Order
{
    public function total(): string
    {
        throw new OrderException('no price', 10018);
    }
}
