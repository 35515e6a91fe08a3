<?php

declare(strict_types=1);

namespace App;

use Illuminate\Database\Eloquent\Model;

final class Order extends Model
{
    public function total(): string
    {
        throw new OrderException('no price', 10018);
    }
}
